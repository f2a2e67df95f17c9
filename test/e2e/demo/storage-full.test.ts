import { dial, press, waitForButton, waitForStatus } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog } from '../call-log-probe';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { currentSnapshot, sentence, waitForWords } from '../screen-probes';

jest.setTimeout(150_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());

/** Fills an area up to its quota, to the last few bytes; it is Chrome itself that refuses from then on. */
function fill(area: 'local' | 'session'): Promise<string> {
  return desk.phone.evaluate(async (name) => {
    let refusal = '';
    let index = 0;
    for (let size = 4_000_000; size >= 50; size = Math.floor(size / 4)) {
      // Chrome counts the memory's share by other rules: not for ever.
      for (let tries = 0; tries < 20; tries++) {
        try {
          await chrome.storage[name].set({ [`junk${index}`]: 'x'.repeat(size) });
          index++;
        } catch (error) {
          refusal = String(error);
          break;
        }
      }
    }
    return refusal;
  }, area);
}

it('with both kinds of storage full, the phone signs in anew, calls and is called, and says so', async () => {
  // As at the very first sign-in: what this installation is called has no room either.
  await desk.phone.evaluate(() => chrome.storage.local.remove('instance'));
  expect(await fill('local')).toContain('quota');
  expect(await fill('session')).toContain('quota');

  await desk.phone.evaluate(async () => {
    const { lastSignIn } = await chrome.storage.local.get('lastSignIn');
    const { profileId, user } = lastSignIn as { profileId: string; user: string };
    const args = { profileId, user, password: `demo-${user}`, staySignedIn: true };
    await chrome.runtime.sendMessage({ to: 'background', intent: 'sign-in', args });
  });
  await waitForStatus(desk.phone, 'state_ready');
  await desk.gateway.until('one registration', () => desk.registrations() === 1);

  await dial(desk.phone, '601');
  const leg = await desk.farEnd.called('601');
  await waitForButton(desk.phone, 'hold');
  await desk.farEnd.hears(leg, ownHertz);
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isOver(leg);

  const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
  await waitForButton(desk.phone, 'answer');
  await press(desk.phone, 'answer');
  await desk.farEnd.hears(await call.answered, ownHertz);
  call.hangUp();
  await desk.sees('end_other_hung_up');

  const settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
  await waitForWords(settings, await sentence(settings, 'storage_failing'));
  await settings.close();
});

it('and with room again it keeps things again, and says no more', async () => {
  await desk.phone.evaluate(async () => {
    for (const area of [chrome.storage.local, chrome.storage.session]) {
      const keys = Object.keys(await area.get()).filter((key) => key.startsWith('junk'));
      await area.remove(keys);
    }
  });
  const settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
  await settings.evaluate(() =>
    chrome.runtime.sendMessage({ to: 'background', intent: 'save-settings', args: { ringVolume: 0.4 } }),
  );
  await dial(desk.phone, '600');
  await waitForButton(desk.phone, 'hold');
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isQuiet();
  await waitUntil('nothing said of storage', async () => !(await currentSnapshot(desk.phone)).storageFailing);
});

it('with no room for the call log it calls all the same, and says so where calls are listed', async () => {
  const worker = await desk.browser.worker();
  // Chrome's own quota cannot be lowered for an extension.
  await worker.evaluate(() => {
    const store = IDBObjectStore.prototype as { put: unknown; kept?: unknown };
    store.kept = store.put;
    store.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  const listed = async () => (await callLog(desk.phone)).filter(({ called }) => called === '1486').length;
  desk.gateway.script.behave('1486', { does: 'status', status: 486 });
  await dial(desk.phone, '1486');
  await desk.sees('end_busy');
  await desk.openTab('calls');
  await waitForWords(desk.phone, await sentence(desk.phone, 'storage_failing'));
  expect(await listed()).toBe(0);
  await worker.evaluate(() => {
    const store = IDBObjectStore.prototype as { put: unknown; kept?: unknown };
    store.put = store.kept;
  });
  await desk.openTab('keypad');
  await dial(desk.phone, '1486');
  // Both of them: what there was no room for is written as soon as there is.
  await waitUntil('the calls are listed', async () => (await listed()) === 2);
  await desk.openTab('calls');
  await desk.seesNoMore('storage_failing');
});
