// Ringtab in Chromium, signed in at a real gateway with real desk phones around it, and what can be seen there.
import type { Page } from 'puppeteer-core';
import type { LaunchOptions } from '../../../scripts/ringtab-browser';
import {
  clickOn,
  control,
  press,
  signIn,
  textOf,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { heardTone } from '../../../scripts/tone';
import { screenPort } from '../../../src/contract/protocol';
import type { MessageKey } from '../../../src/ui/messages';
import type { DeskPhone, DeskPhoneOptions } from '../../gateway/real/desk-phone';
import type { RegisteredContact } from '../../gateway/real/kamailio-rpc';
import {
  type RealGateway,
  type RealGatewayOptions,
  startRealGateway,
} from '../../gateway/real/start-real-gateway';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation } from '../installation';
import { currentSnapshot, patience, polling } from '../screen-probes';

declare global {
  var workerDied: Promise<void> | undefined;
}

export const user = '201';
export const toneHertz = 440;

/** A busy machine is slower than the rule: times may be this many times longer. */
export const margin = 2.5;

export interface RealDeskOptions {
  phones?: DeskPhoneOptions[];
  launch?: LaunchOptions;
  gateway?: RealGatewayOptions;
  /** A home that trusts nothing but public authorities, instead of the gateway's own. */
  distrust?: boolean;
}

export class RealDesk {
  private constructor(
    readonly gateway: RealGateway,
    readonly installation: Installation,
    /** Ringtab's window. */
    readonly window: Page,
    private readonly phones: ReadonlyMap<string, DeskPhone>,
  ) {}

  static async open(options: RealDeskOptions = {}): Promise<RealDesk> {
    const { phones = [], launch = {}, distrust = false } = options;
    const gateway = await startRealGateway(options.gateway);
    const installing = Installation.start({
      nssHome: distrust ? gateway.directory : gateway.nssHome,
      ...launch,
    });
    try {
      const [installation, ...started] = await Promise.all([
        installing,
        ...phones.map((phone) => gateway.startPhone(phone)),
      ]);
      const window = await installation.openPhone();
      await installation.giveProfile(window, { Address: gateway.address });
      const byUser = new Map(started.map((phone) => [phone.user, phone]));
      return new RealDesk(gateway, installation, window, byUser);
    } catch (error) {
      const left = await installing.catch(() => undefined);
      await Promise.all([left?.close(), gateway.stop()]);
      throw error;
    }
  }

  get browser() {
    return this.installation.browser;
  }

  deskPhone(number: string): DeskPhone {
    const phone = this.phones.get(number);
    if (!phone) throw new Error(`there is no desk phone ${number}`);
    return phone;
  }

  signIn(): Promise<void> {
    return signIn(this.window, user, passwordOf(user));
  }

  async signOut(): Promise<void> {
    await press(this.window, 'menu');
    const item = await textOf(this.window, 'menu_sign_out');
    await clickOn(this.window, `::-p-aria([name="${item}"][role="menuitem"])`);
    await waitForStatus(this.window, 'state_signed_out');
  }

  /** Signs in anew with these settings of the profile. */
  async useProfile(profile: Record<string, unknown>): Promise<void> {
    await this.signOut();
    await this.installation.giveProfile(this.window, { Address: this.gateway.address, ...profile });
    await this.signIn();
  }

  /** Waits until the window says the text of a key. */
  async sees(key: MessageKey, ...substitutions: string[]): Promise<void> {
    const words = await this.window.evaluate(
      (name, parts) => chrome.i18n.getMessage(name, parts),
      key,
      substitutions,
    );
    await this.window
      .waitForFunction(
        (wanted) => document.body.textContent?.includes(wanted),
        { timeout: patience, polling },
        words,
      )
      .catch(async () => {
        const shown = await this.window.evaluate(() => document.body.textContent);
        throw new Error(`Wanted to see “${words}”, saw “${shown}”.`);
      });
  }

  async seesNoMore(key: MessageKey): Promise<void> {
    await this.window.waitForFunction(
      (words) => !document.body.textContent?.includes(words),
      { timeout: patience, polling },
      await textOf(this.window, key),
    );
  }

  /** Waits until the gateway knows again where the call is; a short interruption is not on the screen. */
  async callGoesOn(): Promise<void> {
    await waitUntil('a call that is not interrupted', async () => {
      const { calls } = await currentSnapshot(this.window);
      return calls.some((call) => call.state === 'talking' && !call.interrupted);
    });
  }

  /** Waits until the latest call in the list is with this one and ended so. */
  async logs(party: string, outcome: MessageKey): Promise<void> {
    await clickOn(this.window, '#tab-calls');
    const words = await textOf(this.window, outcome);
    await this.window
      .waitForFunction(
        (wanted) => {
          const latest = document.querySelector('.virtual-list li')?.textContent ?? '';
          return wanted.every((each) => latest.includes(each));
        },
        { timeout: patience, polling },
        [party, words],
      )
      .catch(async () => {
        const rows = await this.window.$$eval('.virtual-list li', (items) =>
          items.map((item) => item.textContent),
        );
        throw new Error(
          `Wanted “${party}” and “${words}” on top of the calls, saw ${JSON.stringify(rows.slice(0, 3))}.`,
        );
      });
    await clickOn(this.window, '#tab-keypad');
  }

  /** Presses these keys on the keypad of the call. */
  async pressKeys(digits: string): Promise<void> {
    await press(this.window, 'tones');
    for (const digit of digits) {
      const names: Partial<Record<string, MessageKey>> = { '*': 'key_star', '#': 'key_hash' };
      const key = names[digit];
      const name = key ? await textOf(this.window, key) : digit;
      await clickOn(this.window, `.tones ::-p-aria([name="${name}"][role="button"])`);
    }
  }

  /** Presses a button of the notification that is shown. */
  async pressOnNotification(button: 'answer' | 'decline'): Promise<void> {
    const worker = await this.browser.worker();
    const id = await waitUntil('a notification', async () =>
      (await this.notifications()).find((each) => !each.startsWith('missed:')),
    );
    await worker.evaluate(
      (callId, index) => {
        // Not in the types: dispatch is how Chrome itself raises the event.
        const event = chrome.notifications.onButtonClicked as unknown as {
          dispatch(id: string, button: number): void;
        };
        event.dispatch(callId, index);
      },
      id,
      button === 'answer' ? 0 : 1,
    );
  }

  notifications(): Promise<string[]> {
    return this.window.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  }

  async showsBadge(text: string): Promise<void> {
    const badge = () => this.window.evaluate(() => chrome.action.getBadgeText({}));
    await waitUntil(`a badge “${text}”`, async () => (await badge()) === text);
  }

  /**
   * Ends the service worker as Chrome does; resolves when it is dead. Without a debugging session of its own:
   * Chrome lets the next worker take over a session, and puppeteer then sees neither of the two.
   */
  async killWorker(): Promise<void> {
    await this.window.evaluate(async (name) => {
      const port = chrome.runtime.connect({ name });
      globalThis.workerDied = new Promise((resolve) => port.onDisconnect.addListener(() => resolve()));
      await new Promise<void>((resolve) => port.onMessage.addListener(() => resolve()));
    }, screenPort);
    const session = await this.browser.browser.target().createCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const address = this.browser.url('service-worker.js');
    const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url === address);
    if (!worker) throw new Error('there is no worker');
    await session.send('Target.closeTarget', { targetId: worker.targetId });
    await this.window.evaluate(() => globalThis.workerDied);
    await session.detach();
  }

  /** Waits until the call plays nothing at this frequency any more. */
  async hearsNoMore(hertz: number): Promise<void> {
    const offscreen = await this.browser.offscreen();
    await waitUntil(`no ${hertz} Hz`, async () => {
      const heard = await heardTone(offscreen);
      return heard === undefined || Math.abs(heard.hertz - hertz) > hertz * 0.03 || heard.aboveRestDb < 20;
    });
  }

  async registrations(): Promise<RegisteredContact[]> {
    return (await this.gateway.registrations()).filter((each) => each.user === user);
  }

  /** No dialog at Kamailio and no ports at rtpengine are left of any call. */
  async nothingLeft(): Promise<void> {
    let left = '';
    await waitUntil('the gateway to forget the call', async () => {
      const { dialogs, mediaCalls } = await this.gateway.activeCalls();
      left = JSON.stringify({ dialogs, mediaCalls });
      return dialogs.length + mediaCalls.length === 0;
    }).catch((error) => {
      throw new Error(`${error}; left: ${left}`);
    });
  }

  /** What must be so after every test; calls that a failed test has left are ended first. */
  async isQuiet(): Promise<void> {
    await this.endCalls();
    await this.nothingLeft();
    const registered = await this.registrations();
    if (registered.length > 1) throw new Error(`registered ${registered.length} times`);
  }

  async close(): Promise<void> {
    await this.installation.close();
    await this.gateway.stop();
  }

  private async endCalls(): Promise<void> {
    for (const phone of this.phones.values()) {
      for (const _call of await phone.calls()) await phone.hangUp();
    }
    await waitForNoButton(this.window, 'hang_up');
    await waitForNoButton(this.window, 'answer');
    const dismiss = await this.window.$(await control(this.window, 'button', 'dismiss'));
    // It may go away by itself just now.
    await dismiss?.click().catch(() => undefined);
  }
}
