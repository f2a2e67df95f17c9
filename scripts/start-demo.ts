// The demo gateway and a browser of the person's own with Ringtab in it, one click from a first call.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type DemoGateway, startDemoGateway } from '../test/gateway/demo/gateway';
import { demoName, demoProfile, demoUser, passwordOf } from './demo-profile';
import { launch, type RingtabBrowser } from './ringtab-browser';
import { control, fillSignIn, loadProfile, polling, statusText, textOf } from './screens';
import { writeToneFile } from './tone';

/** The same port each time, so that "stay signed in" holds from one start to the next. */
const usualPort = 5066;

async function startGateway(): Promise<DemoGateway> {
  try {
    return await startDemoGateway({ port: usualPort });
  } catch {
    return startDemoGateway();
  }
}

/**
 * Ringtab was installed into this browser for its owner's demo: spare them the question of the microphone.
 * The permission lasts as long as the session that gave it, so that is left open until the browser closes.
 */
async function allowMicrophone({ browser, extensionId }: RingtabBrowser): Promise<boolean> {
  const session = await browser.target().createCDPSession();
  try {
    await session.send('Browser.setPermission', {
      permission: { name: 'microphone' },
      setting: 'granted',
      origin: `chrome-extension://${extensionId}`,
    });
    return true;
  } catch {
    // Then the welcome screen asks.
    return false;
  }
}

/** What a microphone that is not there says. */
function humFile(): string {
  const file = resolve('out', 'microphone.wav');
  mkdirSync(resolve('out'), { recursive: true });
  writeToneFile(file, 640);
  return file;
}

async function openPhone(ringtab: RingtabBrowser): Promise<Page> {
  const url = ringtab.url('window.html');
  const opened = ringtab.browser.waitForTarget((target) => target.url() === url, { timeout: 20_000 });
  const worker = await ringtab.worker();
  await worker.evaluate((address) => {
    void chrome.windows.create({ url: address, type: 'popup', width: 380, height: 720, focused: true });
  }, url);
  const page = await (await opened).page();
  if (!page) throw new Error('The phone window closed before it was ready.');
  return page;
}

/** Puts the profile in place and the demo user into the form; true when somebody is signed in already. */
async function prepare(ringtab: RingtabBrowser, gateway: DemoGateway): Promise<boolean> {
  const settings = await ringtab.openScreen('settings');
  await loadProfile(settings, demoProfile(gateway), demoName);
  await settings.close();
  const phone = await openPhone(ringtab);
  await phone.waitForSelector('[role="status"]');
  const form = phone.waitForSelector(await control(phone, 'textbox', 'extension'), { timeout: 20_000 });
  const ready = phone.waitForFunction(
    (word) => document.querySelector('[role="status"]')?.textContent?.includes(word),
    { timeout: 20_000, polling },
    await textOf(phone, 'state_ready'),
  );
  await Promise.any([form, ready]);
  const signedIn = (await statusText(phone)).includes(await textOf(phone, 'state_ready'));
  if (!signedIn) await fillSignIn(phone, demoUser, passwordOf(gateway, demoUser));
  await phone.bringToFront();
  // Whichever of the two did not come ends with its time limit, or with the browser.
  for (const other of [form, ready]) other.catch(() => undefined);
  return signedIn;
}

/** Resolves when the browser is closed or the person presses Ctrl-C; nothing is left running then. */
export async function startDemo(
  say: (line: string) => void = console.log,
  { fakeMicrophone = false } = {},
): Promise<void> {
  const gateway = await startGateway();
  let ringtab: RingtabBrowser | undefined;
  const end = async () => {
    await ringtab?.close().catch(() => undefined);
    await gateway.close();
  };
  const stopped = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
  try {
    say(`The demo gateway listens at ${gateway.url}`);
    const opened = await launch({
      headless: false,
      userDataDir: resolve('out', 'demo-browser'),
      keepWelcome: true,
      ...(fakeMicrophone && { fakeAudioFile: humFile() }),
    });
    ringtab = opened;
    const [blank] = await opened.browser.pages();
    if (blank?.url() === 'about:blank') await blank.close();
    const closed = new Promise<void>((done) => opened.browser.once('disconnected', () => done()));
    const allowed = await allowMicrophone(opened);
    const signedIn = await Promise.race([prepare(opened, gateway), stopped, closed]);
    if (signedIn === undefined) return;
    for (const line of instructions(gateway, signedIn, allowed)) say(line);
    await Promise.race([stopped, closed]);
    say('Closing.');
  } finally {
    await end();
  }
}

function instructions(gateway: DemoGateway, signedIn: boolean, allowed: boolean): string[] {
  return [
    '',
    signedIn ? 'Ringtab is signed in.' : 'Ringtab is open. Click "Sign in", then call:',
    '  600  an echo: hear yourself',
    '  601  a tone',
    '  602  calls you back after 5 s',
    `To call somebody: sign in elsewhere as 202 to 209, password ${passwordOf(gateway, '202')} and so on.`,
    allowed
      ? 'Ringtab may use the microphone in this browser; it opens it only during a call.'
      : 'Ringtab will ask for the microphone.',
    'Without a microphone: npm start -- --fake-microphone, which hums.',
    'Close the browser or press Ctrl-C to end.',
  ];
}
