// What becomes of a call that comes in by itself: do not disturb, forwarding, and answering without a hand.
import { clickOn, control, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { Settings } from '../../../src/contract/settings';
import type { CallCommand } from '../../../src/domain/call-commands';
import type { PlacedCall, PlacedCallOptions } from '../../gateway/demo/placed-call';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { listenToSounds, waitForNoSound, waitForSound } from '../phone-sounds';
import { askDirectly, currentSnapshot, polling } from '../screen-probes';

jest.setTimeout(90_000);

const toneHertz = 440;
const autoAnswerHertz = [880, 1175];

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open({ profile: { DeclineWith: 'decline' } });
  await desk.type('6');
  await listenToSounds(await desk.browser.offscreen());
  await desk.type('');
});
afterAll(() => desk?.close());
afterEach(async () => {
  await set({ doNotDisturb: false, autoAnswer: false, forwardWhen: 'never', forwardTo: '' });
  await desk.tidy();
});

function calls(options: Partial<PlacedCallOptions> = {}): PlacedCall {
  const from = { number: '207', name: 'Grace Kim' };
  return desk.gateway.call({ to: '201', from, media: 'tone', toneHertz, ...options });
}

async function set(change: Partial<Settings>): Promise<void> {
  await askDirectly(desk.phone, 'save-settings', change);
}

async function pressAlt(letter: 'd'): Promise<void> {
  const { keyboard } = desk.phone;
  await keyboard.down('Alt');
  await keyboard.press(letter);
  await keyboard.up('Alt');
}

const header = () => desk.phone.$eval('.header', ({ textContent }) => textContent ?? '');

async function headerSays(words: string): Promise<void> {
  await waitUntil(`“${words}” in the header`, async () => (await header()).includes(words));
}

/** The newest call in the list says so. */
async function isListedAs(words: string): Promise<void> {
  await desk.openTab('calls');
  await desk.phone.waitForFunction(
    (wanted) => document.querySelector('.virtual-list li')?.textContent?.includes(wanted),
    { polling },
    words,
  );
}

describe('do not disturb', () => {
  it('is one key away, turns a call away in silence, and the call is missed all the same', async () => {
    await pressAlt('d');
    await headerSays(await textOf(desk.phone, 'state_do_not_disturb'));
    const call = calls();
    expect((await call.ended).status).toBe(480);
    await desk.showsBadge('1');
    expect((await currentSnapshot(desk.phone)).lastEnded).toBeUndefined();
    await waitForNoSound(await desk.browser.offscreen());
    const worker = await desk.browser.worker();
    expect(await worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()))).toEqual([]);
    await isListedAs(await textOf(desk.phone, 'outcome_not_disturbed'));
  });

  it('stays on when the worker dies, until it is switched off in the menu', async () => {
    await pressAlt('d');
    await headerSays(await textOf(desk.phone, 'state_do_not_disturb'));
    await desk.browser.killWorker();
    await waitUntil(
      'the next worker',
      async () =>
        desk.registrations() === 1 && (await currentSnapshot(desk.phone)).registration.state === 'ready',
    );
    await headerSays(await textOf(desk.phone, 'state_do_not_disturb'));
    expect((await calls().ended).status).toBe(480);
    await press(desk.phone, 'menu');
    await clickOn(desk.phone, `::-p-aria([name="${await textOf(desk.phone, 'menu_disturb')}"])`);
    await headerSays(await textOf(desk.phone, 'state_ready'));
    const call = calls();
    await waitForButton(desk.phone, 'answer');
    call.cancel();
    await call.ended;
  });
});

describe('forwarded', () => {
  const redirected = (mark: number) =>
    desk.farEnd.since(mark, { method: 'INVITE', direction: 'in', status: 302 }).map(({ text }) => text);

  it('always: the caller is told where to, by whom and why, and the header says it', async () => {
    const settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
    await settings.select('#incoming select', 'always');
    const number = await settings.waitForSelector('#incoming input[type="text"]');
    await number?.type('205');
    await settings.keyboard.press('Tab');
    await headerSays(await textOf(desk.phone, 'state_forwarding', '205'));
    await settings.close();
    const mark = desk.farEnd.mark();
    expect((await calls().ended).status).toBe(302);
    const [message = ''] = redirected(mark);
    expect(message).toMatch(/^Contact: <sip:205@[^>]+>\r$/m);
    expect(message).toMatch(/^Diversion: <sip:201@[^>]+>;reason=unconditional\r$/m);
    expect(await desk.badge()).toBe('');
    await isListedAs(await textOf(desk.phone, 'outcome_forwarded', '205'));
    await press(desk.phone, 'menu');
    await clickOn(desk.phone, `::-p-aria([name="${await textOf(desk.phone, 'menu_stop_forwarding')}"])`);
    await headerSays(await textOf(desk.phone, 'state_ready'));
  });

  it('when nobody answers: it rings first', async () => {
    await set({ forwardWhen: 'busy-or-unanswered', forwardTo: '205', forwardAfter: 5 });
    const mark = desk.farEnd.mark();
    const call = calls();
    await waitForButton(desk.phone, 'answer');
    expect((await call.ended).status).toBe(302);
    expect(redirected(mark)[0]).toContain(';reason=no-answer');
    await waitForNoButton(desk.phone, 'answer');
    await waitForNoSound(await desk.browser.offscreen());
  });

  it('in a call: the first one goes on', async () => {
    await set({ forwardWhen: 'busy', forwardTo: '205' });
    const first = calls();
    await waitForButton(desk.phone, 'answer');
    await press(desk.phone, 'answer');
    const leg = await first.answered;
    const mark = desk.farEnd.mark();
    expect((await calls({ from: { number: '208' } }).ended).status).toBe(302);
    expect(redirected(mark)[0]).toContain(';reason=user-busy');
    await desk.farEnd.hears(leg, ownHertz);
  });
});

describe('keys that work whatever is in front', () => {
  /** Simulated, as no key outside of a page can be pressed headless. */
  async function command(name: CallCommand): Promise<void> {
    const worker = await desk.browser.worker();
    await worker.evaluate((pressed) => {
      const event = chrome.commands.onCommand as unknown as { dispatch(name: string): void };
      event.dispatch(pressed);
    }, name);
  }

  it('answer, mute, hold and hang up', async () => {
    const call = calls();
    await waitForButton(desk.phone, 'answer');
    await command('answer');
    const leg = await call.answered;
    await desk.farEnd.hears(leg, ownHertz);
    await command('mute');
    await desk.farEnd.hearsSilence(leg);
    await command('mute');
    await desk.farEnd.hears(leg, ownHertz);
    await command('hold');
    await desk.farEnd.isTold(leg, 'sendonly');
    await command('hang-up');
    expect((await call.ended).by).toBe('remote');
  });

  it('decline what rings, as the profile says', async () => {
    const call = calls();
    await waitForButton(desk.phone, 'answer');
    await command('hang-up');
    expect((await call.ended).status).toBe(603);
  });

  it('are in the help as Chrome has them, with the way to change them', async () => {
    await desk.phone.keyboard.press('?');
    const set = await desk.phone.evaluate(() => chrome.commands.getAll());
    const keys = set
      .filter(({ name }) => name === 'mute' || name === 'hold')
      .map(({ shortcut }) => shortcut || '');
    await waitUntil('the keys in the help', async () => {
      const help = await desk.phone.$eval('dialog[open]', (dialog) => dialog.textContent ?? '');
      for (const key of keys) expect(help).toContain(key);
      return true;
    });
    await press(desk.phone, 'help_change_keys');
    const page = await desk.browser.browser.waitForTarget((target) => target.url().includes('shortcuts'));
    await (await page.page())?.close();
    await desk.phone.keyboard.press('Escape');
    await desk.phone.waitForSelector('dialog[open]', { hidden: true });
  });
});

describe('answered by itself', () => {
  it('a colleague who asks for it by Call-Info, once the box is ticked in the settings', async () => {
    const settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
    await clickOn(settings, await control(settings, 'checkbox', 'auto_answer'));
    await waitUntil('the setting', async () => (await currentSnapshot(desk.phone)).settings.autoAnswer);
    await settings.close();
    const call = calls({ headers: { 'Call-Info': '<sip:demo.ringtab>;answer-after=0' } });
    await call.answered;
    call.hangUp();
  });

  it('a colleague who asks for it by Answer-Mode is heard at both ends, after a sound', async () => {
    await set({ autoAnswer: true });
    const offscreen = await desk.browser.offscreen();
    const sound = waitForSound(offscreen, autoAnswerHertz);
    const call = calls({ headers: { 'Answer-Mode': 'Auto' } });
    const leg = await call.answered;
    await sound;
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(offscreen, toneHertz);
    await desk.sees('call_answered_itself');
    call.hangUp();
  });

  it('nobody from outside is: it rings', async () => {
    await set({ autoAnswer: true });
    const call = calls({
      from: { number: '+498912345678' },
      headers: { 'Alert-Info': '<http://demo.ringtab>;info=alert-autoanswer' },
    });
    await waitForButton(desk.phone, 'answer');
    await desk.gateway.until('a call that rings', () => call.state !== 'calling');
    expect(call.state).toBe('ringing');
    call.cancel();
    await call.ended;
  });
});
