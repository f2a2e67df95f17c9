// A phone that is signed in, the gateway, and whoever it calls: what each row needs before, during and after its fault.
import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { control, polling, press, statusText, waitForNoButton, waitForStatus } from '../../scripts/screens';
import type { CallLogEntry } from '../../src/domain/call-log';
import type { EndReason } from '../../src/domain/end-reason';
import type { MessageKey } from '../../src/ui/messages';
import { callLog } from '../e2e/call-log-probe';
import {
  askDirectly,
  currentSnapshot,
  forgetWords,
  record,
  sentence,
  waitToHaveSaid,
} from '../e2e/screen-probes';
import { waitUntil } from '../gateway/real/wait-until';
import { leftInPhone } from './left-in-phone';

/** Milliseconds. Longer than any recovery that is promised, and than a busy machine makes of it. */
export const patience = 60_000;

export abstract class Stage {
  abstract readonly browser: RingtabBrowser;
  private current: Page | undefined;
  /** The calls in the log when the row began; not by their time, which moves with a clock that is set. */
  private earlier: ReadonlySet<string> = new Set();
  /** When the row's fault was over; milliseconds. */
  private faultSince = 0;

  /** Where the user looks. */
  get phone(): Page {
    if (!this.current) throw new Error('The phone has not been opened yet.');
    return this.current;
  }

  /** Calls the tone, and waits until it is heard and hears. */
  abstract startCall(): Promise<void>;
  abstract heardAtBothEnds(timeoutMs: number): Promise<void>;
  /** How often this phone is registered. */
  abstract registrations(): Promise<number>;
  /** One line for each thing that the gateway or the far end still holds of a call. */
  abstract leftAtGateway(): Promise<string[]>;
  /** Ends what a row has done to the gateway and the network; calls are left to those who had them. */
  abstract mend(): Promise<void>;
  abstract close(): Promise<void>;

  async begin(): Promise<void> {
    await this.isReady();
    await this.isRegisteredOnce();
    await forgetWords(this.phone);
    this.earlier = new Set((await callLog(this.phone)).map(({ id }) => id));
    this.faultSince = performance.now();
  }

  /** From now on the phone can recover; without it, the seconds count from the fault's beginning. */
  faultIsOver(): void {
    this.faultSince = performance.now();
  }

  secondsSinceFault(): number {
    return (performance.now() - this.faultSince) / 1000;
  }

  /** A phone that waits for a countdown is left to it: nobody presses “Try now”. */
  async isReady(): Promise<void> {
    await waitForStatus(this.phone, 'state_ready', patience).catch(async () => {
      throw new Error(`The phone is not ready but says “${await statusText(this.phone)}”.`);
    });
  }

  async isRegisteredOnce(): Promise<void> {
    let seen = 0;
    await waitUntil('exactly one registration', async () => {
      seen = await this.registrations();
      return seen === 1;
    }).catch((error) => {
      throw new Error(`${error}; there are ${seen}`);
    });
  }

  /** The screen says the text of a key, or has said it since the row began. */
  async hasSaid(key: MessageKey, ...substitutions: string[]): Promise<void> {
    await waitToHaveSaid(this.phone, await sentence(this.phone, key, ...substitutions), patience);
  }

  async callGoesOn(): Promise<void> {
    await waitUntil(
      'a call that is not interrupted',
      async () => {
        const { calls } = await currentSnapshot(this.phone);
        return calls.some((call) => call.state === 'talking' && !call.interrupted);
      },
      { timeoutMs: patience },
    );
  }

  async hangUp(): Promise<void> {
    await press(this.phone, 'hang_up');
    await waitForNoButton(this.phone, 'hang_up');
    await this.hasLogged('hung-up');
  }

  /** The call log has a call of this row that ended so. */
  async hasLogged(reason: EndReason): Promise<CallLogEntry> {
    let reasons: string[] = [];
    return waitUntil(`a call in the log that ended with ${reason}`, async () => {
      const entries = (await callLog(this.phone)).filter(({ id }) => !this.earlier.has(id));
      reasons = entries.map((entry) => entry.reason);
      return entries.find((entry) => entry.reason === reason);
    }).catch((error) => {
      throw new Error(`${error}; it has ${JSON.stringify(reasons)}`);
    });
  }

  async leavesNothing(): Promise<void> {
    let left: string[] = [];
    await waitUntil(
      'nothing left of the call',
      async () => {
        left = [...(await this.leftAtGateway()), ...(await leftInPhone(this.browser, this.phone))];
        return left.length === 0;
      },
      { timeoutMs: patience, everyMs: 250 },
    ).catch((error) => {
      throw new Error(`${error}; left: ${left.join('; ')}`);
    });
  }

  async dismissSentence(): Promise<void> {
    const button = await this.phone.$(await control(this.phone, 'button', 'dismiss'));
    // It may go away by itself just now.
    await button?.click().catch(() => undefined);
  }

  /** Signs in again so that it lasts over the browser's end. */
  async staySignedIn(): Promise<void> {
    const { lastSignIn } = await currentSnapshot(this.phone);
    if (!lastSignIn) throw new Error('Nobody has signed in.');
    const { profileId, user } = lastSignIn;
    const password = `demo-${user}`;
    await askDirectly(this.phone, 'sign-in', { profileId, user, password, staySignedIn: true });
    await this.isReady();
    await this.phone.waitForFunction(
      async () => (await chrome.storage.local.get('keptPassword')).keptPassword !== undefined,
      { polling },
    );
  }

  /** Ends our debugging of the worker: Chrome would hold back the next one, for a debugger that knows nothing of it. */
  async letGoOfWorker(): Promise<void> {
    const { client } = await this.browser.worker();
    await client.connection()?.send('Target.detachFromTarget', { sessionId: client.id() });
  }

  /** Closes the offscreen document with everything that is in it. */
  async killDocument(): Promise<void> {
    const session = await this.browser.browser.target().createCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const address = this.browser.url('offscreen.html');
    for (const { targetId, url } of targetInfos)
      if (url === address) await session.send('Target.closeTarget', { targetId });
    await session.detach();
    await waitUntil('the end of the document', () => !this.browser.hasOffscreen());
  }

  /** Every process of the browser stops, as in a sleep, until `thawBrowser`. */
  freezeBrowser(): void {
    this.signalBrowser('SIGSTOP');
  }

  thawBrowser(): void {
    this.signalBrowser('SIGCONT');
  }

  private signalBrowser(signal: NodeJS.Signals): void {
    const pid = this.browser.browser.process()?.pid;
    if (pid === undefined) throw new Error('The browser has no process.');
    // puppeteer gives each browser a process group of its own.
    process.kill(-pid, signal);
  }

  /** Not another byte fits into what Chrome keeps for an extension, until `emptyStorage`. */
  async fillStorage(): Promise<void> {
    await this.phone.evaluate(async () => {
      for (const area of [chrome.storage.session, chrome.storage.local]) {
        for (const size of [4_000_000, 1_000_000, 100_000, 10_000, 1_000, 100]) {
          let full = false;
          for (let part = 0; !full && part < 20; part++) {
            await area.set({ [`filler-${size}-${part}`]: 'x'.repeat(size) }).catch(() => {
              full = true;
            });
          }
        }
      }
    });
  }

  async emptyStorage(): Promise<void> {
    await this.phone.evaluate(async () => {
      for (const area of [chrome.storage.session, chrome.storage.local]) {
        const names = Object.keys(await area.get());
        await area.remove(names.filter((name) => name.startsWith('filler-')));
      }
    });
  }

  /** What the phone has logged, for whoever has to find out what went wrong. */
  async log(): Promise<string> {
    const answer: { ok: boolean; value?: { text: string } } = await this.phone.evaluate(() =>
      chrome.runtime.sendMessage({ to: 'background', intent: 'download-logs', args: {} }),
    );
    return answer.value?.text ?? '';
  }

  async usePhone(phone: Page): Promise<void> {
    phone.setDefaultTimeout(patience);
    this.current = phone;
    await record(phone);
  }
}
