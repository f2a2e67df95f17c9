// One person's desk: Ringtab in a browser of its own, signed in at a demo gateway, and what can be seen there.
import type { Page } from 'puppeteer-core';
import type { LaunchOptions } from '../../scripts/ringtab-browser';
import { control, fill, press, textOf, waitForNoButton } from '../../scripts/screens';
import type { MessageKey } from '../../src/ui/messages';
import { type DemoGateway, type DemoGatewayOptions, startDemoGateway } from '../gateway/demo/gateway';
import { waitUntil } from '../gateway/real/wait-until';
import { FarEnd } from './far-end';
import { Installation } from './installation';

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
    readonly phone: Page,
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
    phone.setDefaultTimeout(8000);
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
        { timeout: 8000 },
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
      { timeout: 8000 },
      words,
    );
  }

  /** Types a number without calling it. */
  async type(number: string): Promise<void> {
    await fill(this.phone, 'number_to_call', number);
  }

  /** Waits until candidates have been gathered for what has been typed. */
  async whenPrepared(): Promise<void> {
    await this.browser.offscreen();
  }

  async openTab(tab: 'keypad' | 'calls', page = this.phone): Promise<void> {
    await page.locator(`#tab-${tab}`).click();
  }

  /** Presses the key of that digit on the keypad of a call. */
  async pressKeys(digits: string): Promise<void> {
    for (const digit of digits) {
      const names: Partial<Record<string, MessageKey>> = { '*': 'key_star', '#': 'key_hash' };
      const key = names[digit];
      const name = key ? await textOf(this.phone, key) : digit;
      await this.phone.locator(`.tones ::-p-aria([name="${name}"][role="button"])`).click();
    }
  }

  async badge(): Promise<string> {
    const worker = await this.browser.worker();
    return worker.evaluate(() => chrome.action.getBadgeText({}));
  }

  async showsBadge(text: string): Promise<void> {
    await waitUntil(`a badge “${text}”`, async () => (await this.badge()) === text);
  }

  /** The ids of what Chrome shows of our notifications. */
  async notifications(): Promise<string[]> {
    const worker = await this.browser.worker();
    return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  }

  /** The number of registrations that the gateway has. */
  registrations(): number {
    return this.gateway.registrations().length;
  }

  /** Ends whatever a test has left: calls, scripted behaviour, the sentence about the last call. */
  async tidy(): Promise<void> {
    await this.gateway.script.reset();
    for (const leg of this.gateway.calls()) leg.hangUp();
    await this.farEnd.isQuiet();
    await waitForNoButton(this.phone, 'hang_up');
    await waitForNoButton(this.phone, 'answer');
    await this.openTab('keypad');
    if (await this.phone.$(await control(this.phone, 'button', 'dismiss')))
      await press(this.phone, 'dismiss');
  }

  async close(): Promise<void> {
    await this.installation.close();
    if (this.ownsGateway) await this.gateway.close();
  }
}
