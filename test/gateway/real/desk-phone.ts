import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BaresipSettings, baresipAccount, baresipConfig, type DeskPhoneKind } from './baresip-config';
import { type BaresipControl, connectBaresip, type PhoneEvent } from './baresip-control';
import { keepEchoAlive } from './echo-repair';
import type { Guardian } from './guardian';
import { startServer } from './server-process';
import { waitUntil } from './wait-until';
import { nextTone, nextTones, type Tone } from './wave-tone';

export interface DeskPhoneOptions {
  readonly user: string;
  /** echo: answers and sends back what it hears. tone: answers with a sine. plain: rings; sends a sine once answered. */
  readonly kind: DeskPhoneKind;
  /** Frequency of the sine; 440 for a tone phone and 660 for a plain one when not given. */
  readonly toneHz?: number;
  /** As baresip writes them, for example opus/48000/2; G.711 when not given. */
  readonly codecs?: string;
  readonly displayName?: string;
}

export interface DeskPhone {
  readonly user: string;
  readonly kind: DeskPhoneKind;
  /** baresip's output, with every SIP message it sent and received. */
  readonly logFile: string;
  /** What baresip reported so far, oldest first. */
  readonly events: readonly PhoneEvent[];
  /** The first event that fits after the one that the last waitFor() found, or after the first `from`. */
  readonly waitFor: (
    fits: string | ((event: PhoneEvent) => boolean),
    options?: { readonly timeoutMs?: number; readonly from?: number },
  ) => Promise<PhoneEvent>;
  readonly dial: (number: string) => Promise<void>;
  readonly answer: () => Promise<void>;
  /** Also declines a ringing call (486). */
  readonly hangUp: () => Promise<void>;
  readonly hold: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Blind transfer: REFER in the current call. */
  readonly transfer: (number: string) => Promise<void>;
  /** RFC 4733 telephone-events in the current call. */
  readonly sendDigits: (digits: string) => Promise<void>;
  /** Digits that the other side sent, in order: RFC 4733 or INFO. */
  readonly digits: () => string;
  /** One line a call, as baresip lists them. */
  readonly calls: () => Promise<readonly string[]>;
  /**
   * The strongest frequency in the sound that arrives from now on; undefined when none does. Only until the
   * first hold of a call: baresip drops its recorder there, and packetsReceived() is what still tells.
   */
  readonly heard: () => Promise<Tone | undefined>;
  /** Which of these frequencies are in it, beside each other; with the same limit. */
  readonly heardOf: (known: readonly number[]) => Promise<number[]>;
  /** RTP packets of the current call that have come in. */
  readonly packetsReceived: () => Promise<number>;
  /** Any other command of baresip's menu; its output. */
  readonly run: (command: string, params?: string) => Promise<string>;
  /** Unregisters and ends. Idempotent. */
  readonly stop: () => Promise<void>;
  /** Ends without a word to the gateway. */
  readonly kill: () => Promise<void>;
}

/** Where a desk phone lives; a gateway fills this in. */
export interface DeskPhonePlace {
  readonly directory: string;
  readonly guardian: Guardian;
  readonly gatewayPort: number;
  readonly firstPort: number;
}

// Not Opus as well: baresip has telephone-event at 8000 Hz only, and Chromium's digits do not reach it beside Opus.
const G711 = 'PCMU/8000/1,PCMA/8000/1';

async function writeFiles(folder: string, settings: BaresipSettings): Promise<void> {
  await mkdir(settings.recordingDirectory, { recursive: true });
  await writeFile(join(folder, 'config'), baresipConfig(settings));
  await writeFile(join(folder, 'accounts'), baresipAccount(settings), { mode: 0o600 });
}

async function newestRecording(folder: string): Promise<string | undefined> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('-dec.wav')).sort();
  const newest = names.at(-1);
  return newest && join(folder, newest);
}

/** Starts a baresip and resolves when it is registered. */
export async function startDeskPhone(options: DeskPhoneOptions, place: DeskPhonePlace): Promise<DeskPhone> {
  const { user, kind } = options;
  const { directory, guardian, gatewayPort, firstPort } = place;
  const folder = join(directory, `phone-${user}-${firstPort}`);
  const recordingDirectory = join(folder, 'heard');
  await writeFiles(folder, {
    ...{ user, kind, gatewayPort, firstPort, recordingDirectory },
    toneHz: options.toneHz ?? (kind === 'plain' ? 660 : 440),
    codecs: options.codecs ?? G711,
    displayName: options.displayName ?? `Desk ${user}`,
  });
  const logFile = join(folder, 'baresip.log');
  const command = {
    name: `desk phone ${user}`,
    command: 'baresip',
    args: ['-s', '-f', folder],
    logFile,
    directory: folder,
  };
  const server = await startServer(command, guardian);
  const control = await connectBaresip(firstPort + 2, server.assertAlive).catch(async (error) => {
    await server.kill();
    throw error;
  });
  if (kind === 'echo') keepEchoAlive(control);
  const phone = deskPhone({
    user,
    kind,
    logFile,
    control,
    recordingDirectory,
    end: server.end,
    kill: server.kill,
  });
  try {
    // The first registration may be over before there is a connection to report it on, so it is asked for.
    await waitUntil(
      `desk phone ${user} to register`,
      async () => /OK .*Expires/.test(await control.run('reginfo')),
      {
        giveUp: server.assertAlive,
      },
    );
  } catch (error) {
    await phone.kill();
    throw error;
  }
  return phone;
}

interface DeskPhoneParts {
  readonly user: string;
  readonly kind: DeskPhoneKind;
  readonly logFile: string;
  readonly control: BaresipControl;
  readonly recordingDirectory: string;
  readonly end: (patienceMs: number) => Promise<void>;
  readonly kill: () => Promise<void>;
}

function deskPhone({
  user,
  kind,
  logFile,
  control,
  recordingDirectory,
  end,
  kill,
}: DeskPhoneParts): DeskPhone {
  const { events, run } = control;
  let ending: Promise<void> | undefined;
  let found = -1;
  const act = (command: string, params?: string) => run(command, params).then(() => undefined);
  const finish = (how: () => Promise<void>) => {
    ending ??= how().then(control.close);
    return ending;
  };
  return {
    ...{ user, kind, logFile, events, run },
    async waitFor(fits, { timeoutMs = 30_000, from = found + 1 } = {}) {
      const test = typeof fits === 'string' ? (event: PhoneEvent) => event.type === fits : fits;
      const what = `desk phone ${user}: ${typeof fits === 'string' ? fits : 'an event that fits'}`;
      const isNext = (event: PhoneEvent, index: number) => index >= from && test(event);
      const event = await waitUntil(what, () => events.find(isNext), { timeoutMs });
      found = events.indexOf(event);
      return event;
    },
    dial: (number) => act('dial', number),
    answer: () => act('accept'),
    hangUp: () => act('hangup'),
    hold: () => act('hold'),
    resume: () => act('resume'),
    transfer: (number) => act('transfer', number),
    sendDigits: (digits) => act('sndcode', digits),
    digits: () =>
      events
        .filter((event) => event.type === 'CALL_DTMF_START')
        .map((event) => event.param ?? '')
        .join(''),
    async calls() {
      const listed = await run('listcalls');
      return listed.split('\n').filter((line) => line.includes('sip:'));
    },
    async heard() {
      const file = await newestRecording(recordingDirectory);
      return file ? nextTone(file) : undefined;
    },
    async heardOf(known) {
      const file = await newestRecording(recordingDirectory);
      return file ? nextTones(file, known) : [];
    },
    async packetsReceived() {
      const counts = [...(await run('audio_debug')).matchAll(/rcvd=(\d+)/g)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    },
    stop: () => finish(() => end(1500)),
    kill: () => finish(kill),
  };
}
