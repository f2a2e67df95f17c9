// The buttons and lamps of a headset: answered, muted and ended with it, and by screen, without the two ever disagreeing.
import type { Page } from 'puppeteer-core';
import { clickOn, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { dropBit, flashBit, hookBit, muteBit } from '../../fakes/fake-hid';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { FakeHeadset } from '../fake-headset';
import { ownHertz } from '../installation';
import { askDirectly, waitForNoWords, waitForWords } from '../screen-probes';
import { talking } from '../talking';

jest.setTimeout(90_000);

let desk: Desk;
let settings: Page;
let headset: FakeHeadset;

beforeAll(async () => {
  desk = await Desk.open();
  await desk.type('601');
  headset = await FakeHeadset.plugInto(await desk.browser.offscreen());
  settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

it('is chosen in the settings, and its buttons work at once', async () => {
  await FakeHeadset.plugInto(settings);
  await clickOn(settings, `button ::-p-text(${await textOf(settings, 'headset_choose')})`);
  await waitForWords(settings, 'Jabra Link 380');
  await headset.lights();
  expect(await headset.isOpen()).toBe(true);
});

it('a call is answered, muted, held and ended with it; its lamps follow', async () => {
  const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
  await waitForButton(desk.phone, 'answer');
  await headset.lights('ring');
  await headset.sends(hookBit);
  const leg = await call.answered;
  await headset.lights('offHook');
  await desk.farEnd.hears(leg, ownHertz);
  await headset.sends(hookBit | muteBit);
  await headset.sends(hookBit);
  await headset.lights('offHook', 'mute');
  await waitForButton(desk.phone, 'unmute');
  await desk.farEnd.hearsSilence(leg);
  await press(desk.phone, 'unmute');
  await headset.lights('offHook');
  await desk.farEnd.hears(leg, ownHertz);
  for (const [lamp, told] of [
    ['hold', 'sendonly'],
    ['offHook', 'sendrecv'],
  ] as const) {
    await headset.sends(hookBit | flashBit);
    await headset.sends(hookBit);
    await headset.lights(lamp);
    await desk.farEnd.isTold(leg, told);
  }
  await desk.farEnd.hears(leg, ownHertz);
  await headset.sends(0);
  await desk.farEnd.isOver(leg);
  await headset.lights();
  await waitForNoButton(desk.phone, 'hang_up');
});

it('what is done on screen it acknowledges, and that does nothing more', async () => {
  const leg = await talking(desk);
  await headset.lights('offHook');
  await headset.sends(hookBit);
  await press(desk.phone, 'hold');
  await headset.lights('hold');
  await headset.sends(0);
  await desk.sees('call_held');
  // Its button takes the call up again.
  await headset.sends(hookBit);
  await waitForButton(desk.phone, 'hold');
  await headset.lights('offHook');
  await desk.farEnd.hears(leg, ownHertz);
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isOver(leg);
  await headset.lights();
  await headset.sends(0);
});

it('a button that does nothing is put right: its lamps are set again', async () => {
  const before = await headset.timesLit();
  await headset.sends(hookBit);
  await waitUntil('lamps set again', async () => (await headset.timesLit()) > before);
  await headset.lights();
  await headset.sends(0);
});

it('goes on over the death of the worker, without its lamps going out', async () => {
  const leg = await talking(desk);
  await headset.sends(hookBit);
  await headset.lights('offHook');
  await desk.browser.killWorker();
  await desk.callsAreTakenUp();
  await headset.sends(hookBit | muteBit);
  await headset.sends(hookBit);
  await desk.farEnd.hearsSilence(leg);
  await headset.lights('offHook', 'mute');
  await headset.sends(hookBit | dropBit);
  await headset.sends(0);
  await desk.farEnd.isOver(leg);
  await headset.lights();
});

it('is taken away in the settings', async () => {
  const offscreen = await desk.browser.offscreen();
  await offscreen.evaluate(() => {
    const { hid } = navigator as unknown as { hid: object };
    Object.assign(hid, { getDevices: async () => [] });
  });
  await clickOn(settings, '.headsets li button');
  await waitForNoWords(settings, 'Jabra Link 380');
  await waitUntil('a closed headset', async () => !(await headset.isOpen()));
  expect(await askDirectly(desk.phone, 'headsets-changed')).toMatchObject({ ok: true });
});
