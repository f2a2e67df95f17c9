// One person's desk: Ringtab in a browser of its own, signed in at a demo gateway, and what can be seen there.
import type { ElementHandle, Page } from 'puppeteer-core';
import type { LaunchOptions } from '../../scripts/ringtab-browser';
import { clickOn, control, fill, textOf, waitToSee } from '../../scripts/screens';
import type { MessageKey } from '../../src/ui/messages';
import { type DemoGateway, type DemoGatewayOptions, startDemoGateway } from '../gateway/demo/gateway';
import { waitUntil } from '../gateway/real/wait-until';
import { FarEnd } from './far-end';
import { Installation } from './installation';
import { currentSnapshot, patience, polling } from './screen-probes';

/** A busy machine is slower than the rule: times may be this many times longer. */
export const margin = 2.5;

export interface DeskOptions {
  gateway?: DemoGateway | DemoGatewayOptions;
  user?: string;
  /** More settings of the profile. */
  profile?: Record<string, unknown>;
  launch?: LaunchOptions;
}

export class Desk {
  readonly farEnd: FarEnd;

  private constructor(
    readonly gateway: DemoGateway,
    readonly installation: Installation,
    /** The phone in its window. */
    public phone: Page,
    private readonly ownsGateway: boolean,
  ) {
    this.farEnd = new FarEnd(gateway);
  }

  static async open(options: DeskOptions = {}): Promise<Desk> {
    const { user = '201', profile = {}, launch = {} } = options;
    const given = options.gateway && 'url' in options.gateway ? options.gateway : undefined;
    const [gateway, installation] = await Promise.all([
      given ?? startDemoGateway(options.gateway as DemoGatewayOptions | undefined),
      Installation.start(launch),
    ]);
    const phone = await installation.signedIn(gateway.url, user, `demo-${user}`, profile);
    phone.setDefaultTimeout(patience);
    return new Desk(gateway, installation, phone, given === undefined);
  }

  get browser() {
    return this.installation.browser;
  }

  /** Waits until a screen says the text of a key, or any other words. */
  async sees(key: MessageKey, page = this.phone): Promise<void> {
    await this.seesWords(await textOf(page, key), page);
  }

  async seesWords(words: string, page = this.phone): Promise<void> {
    await page
      .waitForFunction(
        (wanted) => document.querySelector('main')?.textContent?.includes(wanted),
        { timeout: patience, polling },
        words,
      )
      .catch(async () => {
        const shown = await page.evaluate(() => document.querySelector('main')?.textContent);
        throw new Error(`Wanted to see “${words}”, saw “${shown}”.`);
      });
  }

  async seesNoMore(key: MessageKey, page = this.phone): Promise<void> {
    const words = await textOf(page, key);
    await page.waitForFunction(
      (wanted) => !document.querySelector('main')?.textContent?.includes(wanted),
      { timeout: patience, polling },
      words,
    );
  }

  /** Types a number without calling it. */
  async type(number: string): Promise<void> {
    await fill(this.phone, 'number_to_call', number);
  }

  /** Waits until candidates have been gathered for what has been typed, among them one like this. */
  async whenPrepared(candidate = 'a=candidate'): Promise<void> {
    const offscreen = await this.browser.offscreen();
    const prototype = await offscreen.evaluateHandle(() => RTCPeerConnection.prototype);
    await waitUntil('a call that is prepared', async () => {
      const peers = await offscreen.queryObjects(prototype);
      const isPrepared = await peers.evaluate(
        (all, wanted) =>
          all.some(
            ({ signalingState, localDescription }) =>
              signalingState === 'have-local-offer' && localDescription?.sdp.includes(wanted),
          ),
        candidate,
      );
      await peers.dispose();
      return isPrepared;
    });
    await prototype.dispose();
  }

  async openTab(tab: 'keypad' | 'calls' | 'contacts', page = this.phone): Promise<void> {
    await clickOn(page, `#tab-${tab}`);
  }

  /** Presses the key of that digit on the keypad of a call. */
  async pressKeys(digits: string): Promise<void> {
    for (const digit of digits) {
      const names: Partial<Record<string, MessageKey>> = { '*': 'key_star', '#': 'key_hash' };
      const key = names[digit];
      const name = key ? await textOf(this.phone, key) : digit;
      await clickOn(this.phone, `.tones ::-p-aria([name="${name}"][role="button"])`);
    }
  }

  /** A button that is there to be pressed. */
  async button(page: Page, key: MessageKey): Promise<ElementHandle> {
    return waitToSee(page, await control(page, 'button', key));
  }

  /** Clicks what was found before, wherever a banner that comes and goes has moved it. */
  async click(element: ElementHandle): Promise<void> {
    await element.evaluate((found) => (found as HTMLElement).click());
  }

  async badge(): Promise<string> {
    const worker = await this.browser.worker();
    return worker.evaluate(() => chrome.action.getBadgeText({}));
  }

  async showsBadge(text: string): Promise<void> {
    await waitUntil(`a badge “${text}”`, async () => (await this.badge()) === text);
  }

  /** The ids of the notifications of ringing calls. */
  async notifications(): Promise<string[]> {
    const worker = await this.browser.worker();
    const all = await worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
    return all.filter((id) => !id.startsWith('missed:'));
  }

  /** Presses a button of the one notification of an incoming call; simulated, as nothing headless can. */
  async clickNotification(button: 0 | 1): Promise<void> {
    const worker = await this.browser.worker();
    const id = await waitUntil('a notification', async () => (await this.notifications())[0]);
    await worker.evaluate(
      (name, index) => {
        const event = chrome.notifications.onButtonClicked as unknown as {
          dispatch(id: string, button: number): void;
        };
        event.dispatch(name, index);
      },
      id,
      button,
    );
  }

  /** From now on what the worker asks Chrome to show is kept for `notedNotifications`. */
  async noteNotifications(): Promise<void> {
    const worker = await this.browser.worker();
    await worker.evaluate(() => {
      const shown: unknown[] = [];
      const create = chrome.notifications.create.bind(chrome.notifications) as (
        ...args: unknown[]
      ) => unknown;
      Object.assign(globalThis, { shownNotifications: shown });
      Object.assign(chrome.notifications, {
        create: (id: string, options: unknown) => {
          shown.push(options);
          return create(id, options);
        },
      });
    });
  }

  async notedNotifications(): Promise<unknown[]> {
    const worker = await this.browser.worker();
    return worker.evaluate(
      () => (globalThis as unknown as { shownNotifications: unknown[] }).shownNotifications,
    );
  }

  /** Waits until the next worker has the calls of the one that died, and their far ends have been told. */
  async callsAreTakenUp(): Promise<void> {
    await waitUntil('no call that is interrupted', async () => {
      const { calls, registration } = await currentSnapshot(this.phone);
      const goOn = calls.every((call) => call.state === 'talking' && !call.interrupted);
      return registration.state === 'ready' && calls.length > 0 && goOn;
    });
  }

  /** A phone screen again, after the last one was closed. */
  async reopenPhone(): Promise<void> {
    if (!this.phone.isClosed()) return;
    this.phone = await this.installation.openPhone();
    this.phone.setDefaultTimeout(patience);
  }

  /** Waits until no media session is left, and with it no open microphone. */
  async hasNoMediaLeft(): Promise<void> {
    const offscreen = await this.browser.offscreen();
    await offscreen.waitForFunction(() => document.querySelector('audio[data-session]') === null, {
      polling: 30,
      timeout: patience,
    });
  }

  /** The number of registrations that the gateway has. */
  registrations(): number {
    return this.gateway.registrations().length;
  }

  /** Ends whatever a test has left: calls, scripted behaviour, the sentence about the last call. */
  async tidy(): Promise<void> {
    await this.reopenPhone();
    await this.gateway.script.reset();
    // A call whose first INVITE was challenged is at the gateway a moment later only.
    await waitUntil('no call at either end', async () => {
      for (const leg of this.gateway.calls()) leg.hangUp();
      const { calls } = await currentSnapshot(this.phone);
      return calls.length === 0 && this.gateway.calls().length === 0;
    });
    await this.phone.waitForFunction(() => !document.querySelector('.call, .incoming'), {
      timeout: patience,
      polling,
    });
    // Not by a person's clicks, which wait for the screen to stand still.
    const click = (selector: string) =>
      this.phone.evaluate((what) => document.querySelector<HTMLElement>(what)?.click(), selector);
    await waitUntil('missed calls have been seen', async () => {
      if (!/[☎\d]/.test(await this.badge())) return true;
      await click('#tab-keypad');
      await click('#tab-calls');
      return false;
    });
    await click('#tab-keypad');
    // Or it would be taken for the end of the next call.
    await waitUntil('nothing said of the last call', async () => {
      if (!(await this.phone.$('.ended'))) return true;
      await click('.ended .icon-button');
      return false;
    });
  }

  async close(): Promise<void> {
    await this.installation.close();
    if (this.ownsGateway) await this.gateway.close();
  }
}
