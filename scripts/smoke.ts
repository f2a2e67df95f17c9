// The smoke call: the built extension, the demo gateway, a fake microphone, and two real calls.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DemoGateway, startDemoGateway } from '../test/gateway/demo/gateway';
import { demoName, demoProfile, demoUser, passwordOf } from './demo-profile';
import { launch, makeTemporaryFolder, type RingtabBrowser } from './ringtab-browser';
import { dial, loadProfile, press, signIn, waitForButton, waitForNoButton } from './screens';
import { waitForTone, writeToneFile } from './tone';

/** Unlike any tone of the gateway or of the phone itself, so that hearing it means hearing oneself. */
const ownHertz = 640;
const callBackHertz = 440;

type Say = (line: string) => void;

/** Runs one step after the other and says how long each took. */
function stepper(say: Say) {
  return async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const begun = performance.now();
    const ms = () => `${Math.round(performance.now() - begun)} ms`;
    try {
      const value = await work();
      say(`ok      ${name}  ${ms()}`);
      return value;
    } catch (error) {
      say(`FAILED  ${name}  ${ms()}`);
      throw error;
    }
  };
}

/** Resolves true when every step went well. Leaves nothing running. */
export async function smoke(say: Say = console.log): Promise<boolean> {
  const folder = makeTemporaryFolder('smoke');
  const endings: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const end = async () => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  const begun = performance.now();
  const step = stepper(say);
  try {
    const gateway = await step('start the demo gateway', () => startDemoGateway());
    endings.push(() => gateway.close());
    const toneFile = join(folder, 'microphone.wav');
    writeToneFile(toneFile, ownHertz);
    const ringtab = await step('open the browser with Ringtab', () =>
      launch({ fakeAudioFile: toneFile, lang: 'en' }),
    );
    endings.push(() => ringtab.close());
    await calls(step, gateway, ringtab);
    say(
      `All is well, in ${((performance.now() - begun) / 1000).toFixed(1)} s: Ringtab called, was called, and heard itself.`,
    );
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await end();
  }
}

async function calls(step: ReturnType<typeof stepper>, gateway: DemoGateway, ringtab: RingtabBrowser) {
  await step('put the demo profile in place', async () => {
    const settings = await ringtab.openScreen('settings', { width: 800, height: 900 });
    await loadProfile(settings, demoProfile(gateway), demoName);
    await settings.close();
  });
  const phone = await ringtab.openScreen('window', { width: 360, height: 640 });
  await step(`sign in as ${demoUser}`, () => signIn(phone, demoUser, passwordOf(gateway, demoUser)));

  const echo = await step('call 600, the echo', async () => {
    await dial(phone, '600');
    await waitForButton(phone, 'hold');
    return gateway.until('the call to 600', () =>
      gateway.calls().find((leg) => leg.number === '600' && leg.state === 'established'),
    );
  });
  await step(`the gateway hears ${ownHertz} Hz`, () =>
    gateway.until(`${ownHertz} Hz in the RTP`, () =>
      isNear(echo.endpoint?.media.received.frequency(), ownHertz),
    ),
  );
  await step(`the phone hears ${ownHertz} Hz come back`, async () =>
    waitForTone(await ringtab.offscreen(), ownHertz),
  );
  await step('hang up', async () => {
    await press(phone, 'hang_up');
    await waitForNoButton(phone, 'hang_up');
    await gateway.until('the end of the call to 600', () => echo.ended);
  });

  await step('ask 602 for a call', async () => {
    await dial(phone, '602');
    await gateway.until(
      'the call to 602',
      () => gateway.endedCalls().find((leg) => leg.number === '602'),
      10_000,
    );
    await waitForNoButton(phone, 'hang_up');
  });
  await step('602 calls back', () => waitForButton(phone, 'answer', 15_000));
  const callBack = await step('answer', async () => {
    await press(phone, 'answer');
    await waitForButton(phone, 'hold');
    return gateway.until('the answered call', () =>
      gateway.calls().find((leg) => leg.state === 'established'),
    );
  });
  await step(`the phone hears its tone, ${callBackHertz} Hz`, async () =>
    waitForTone(await ringtab.offscreen(), callBackHertz),
  );
  await step('hang up', async () => {
    await press(phone, 'hang_up');
    await waitForNoButton(phone, 'hang_up');
    await gateway.until('the end of the call', () => callBack.ended);
  });
}

function isNear(hertz: number | undefined, wanted: number): boolean {
  return hertz !== undefined && Math.abs(hertz - wanted) <= wanted * 0.03;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = (await smoke()) ? 0 : 1;
}
