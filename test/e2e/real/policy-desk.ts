// Ringtab as a company has it: a policy of Chrome says which systems there are, one of them a real gateway.
import { readFileSync, rmSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { textOf } from '../../../scripts/screens';
import type { Snapshot } from '../../../src/contract/snapshot';
import type { MessageKey } from '../../../src/ui/messages';
import type { DeskPhone } from '../../gateway/real/desk-phone';
import type { RegisteredContact } from '../../gateway/real/kamailio-rpc';
import { type RealGateway, startRealGateway } from '../../gateway/real/start-real-gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation } from '../installation';
import { PolicyFile } from '../policy-file';
import { currentSnapshot } from '../screen-probes';
import { user } from './real-desk';

/** Chrome looks at its policy folder every few seconds. */
const chromesPace = 45_000;

/** A plan of North America, as the administrator of a company in Denver writes it. */
const denver = {
  DialRule: true,
  OutsidePrefix: '9',
  CountryCode: '1',
  CityCode: '303,720',
  LongDistancePrefix: '1',
  InternationalPrefix: '011',
  ExtensionLength: '3,4',
  NationalLength: '10',
};

export interface PolicyContent {
  /** Changes to the profile of Head Office; undefined: that system is not there. */
  headOffice?: object | undefined;
  /** Ringtab's other keys. */
  keys?: object;
}

export class PolicyDesk {
  private readonly policy = PolicyFile.here();
  private readonly userDataDir = makeTemporaryFolder('policy');
  private installation: Installation | undefined;
  private openPhone: Page | undefined;

  private constructor(readonly gateway: RealGateway) {}

  /** The policy is there before the browser is. */
  static async open(content: PolicyContent): Promise<PolicyDesk> {
    const desk = new PolicyDesk(await startRealGateway());
    try {
      desk.push(content);
      await desk.openBrowser();
      return desk;
    } catch (error) {
      await desk.close();
      throw error;
    }
  }

  get browser() {
    if (!this.installation) throw new Error('there is no browser');
    return this.installation.browser;
  }

  /** Ringtab's window. */
  get phone(): Page {
    if (!this.openPhone) throw new Error('there is no phone');
    return this.openPhone;
  }

  startPhone(number: string): Promise<DeskPhone> {
    return this.gateway.startPhone({ user: number, kind: 'tone' });
  }

  push({ headOffice, keys = {} }: PolicyContent): void {
    const office = { Name: 'Head Office', Address: this.gateway.address, ...denver, ...headOffice };
    const branch = { Name: 'Branch', Address: 'branch.example.com', DialRule: true };
    const systems = headOffice ? [office, branch] : [branch];
    const Profile = JSON.stringify({ IP_Office_Server_Profile: systems });
    this.policy.write({ browser: { BlockThirdPartyCookies: true }, ringtab: { Profile, ...keys } });
  }

  removePolicy(): void {
    this.policy.remove();
  }

  /** With everything that the browser before has kept. */
  async restartBrowser(): Promise<void> {
    await this.installation?.close();
    await this.openBrowser();
  }

  /** Waits until a screen that opens would be told so. */
  snapshotWith(what: string, fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    const probe = async () => {
      const snapshot = await currentSnapshot(this.phone);
      return fits(snapshot) && snapshot;
    };
    return waitUntil(what, probe, { timeoutMs: chromesPace, everyMs: 100 });
  }

  /** The numbers that the gateway was asked for, in order. */
  asked(): string[] {
    const log = readFileSync(this.gateway.logs.kamailio, 'utf8');
    // Each INVITE comes twice: without and with the answer to the gateway's challenge.
    const invites = [...log.matchAll(/INVITE sip:([^@\s]+)@\S+ from \S+ over \S+ \S+ call (\S+)/g)];
    return [...new Map(invites.map(([, number = '', callId]) => [callId, number])).values()];
  }

  async registration(): Promise<RegisteredContact | undefined> {
    return (await this.gateway.registrations()).find((each) => each.user === user);
  }

  async close(): Promise<void> {
    this.policy.remove();
    await Promise.all([this.installation?.close(), this.gateway.stop()]);
    rmSync(this.userDataDir, { recursive: true, force: true });
  }

  private async openBrowser(): Promise<void> {
    const { gateway, userDataDir } = this;
    this.installation = await Installation.start({ nssHome: gateway.nssHome, userDataDir });
    this.openPhone = await this.installation.openPhone();
  }
}

/** The selector of a field by its label. */
export async function named(page: Page, key: MessageKey): Promise<string> {
  return `::-p-aria([name="${await textOf(page, key)}"])`;
}

/** Whether a field can be used, and what is said about it where it cannot. */
export async function lockOf(page: Page, selector: string): Promise<{ disabled: boolean; why: string }> {
  const field = await page.waitForSelector(selector);
  if (!field) throw new Error(`there is no ${selector}`);
  return field.evaluate((element) => ({
    disabled: element.matches(':disabled') && element.ariaDisabled === 'true',
    why: document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
  }));
}
