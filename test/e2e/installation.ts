import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import {
  type LaunchOptions,
  launch,
  makeTemporaryFolder,
  type RingtabBrowser,
} from '../../scripts/ringtab-browser';
import { loadProfile, signIn } from '../../scripts/screens';
import { writeToneFile } from '../../scripts/tone';
import type { ProfileFetchResult } from '../../src/contract/protocol';
import { askDirectly } from './screen-probes';

/** What the fake microphone says; no tone of a gateway or of the phone has this frequency. */
export const ownHertz = 640;

/** The profile under which tests sign in. */
export const profileName = 'Demo';

/** Ringtab in a browser of its own, with a microphone that hums. */
export class Installation {
  private constructor(
    readonly browser: RingtabBrowser,
    private readonly folder: string,
  ) {}

  static async start(options: LaunchOptions = {}): Promise<Installation> {
    // In a process of its own, as jest's CommonJS cannot load it.
    if (!existsSync('dist/manifest.json')) execFileSync(process.execPath, ['build.mjs']);
    const folder = makeTemporaryFolder('installation');
    const toneFile = join(folder, 'microphone.wav');
    writeToneFile(toneFile, ownHertz);
    const browser = await launch({ fakeAudioFile: toneFile, lang: 'en', ...options });
    return new Installation(browser, folder);
  }

  /** Pastes a profile for this address on the settings screen. */
  async useProfile(profile: Record<string, unknown>): Promise<void> {
    const settings = await this.browser.openScreen('settings', { width: 800, height: 900 });
    const whole = { Name: profileName, ...profile };
    await loadProfile(settings, JSON.stringify({ IP_Office_Server_Profile: [whole] }), whole.Name);
    await settings.close();
  }

  /** Has a profile used as if it had been pasted, by any screen: half a second less, at each desk that a test opens. */
  async giveProfile(screen: Page, profile: Record<string, unknown>): Promise<void> {
    const text = JSON.stringify({ IP_Office_Server_Profile: [{ Name: profileName, ...profile }] });
    const answer = await askDirectly(screen, 'load-profiles', { text });
    const isTaken = answer.ok && (answer.value as ProfileFetchResult).accepted === 1;
    if (!isTaken) throw new Error(`The profile is refused: ${JSON.stringify(answer)}`);
  }

  openPhone(): Promise<Page> {
    return this.browser.openScreen('window', { width: 360, height: 640 });
  }

  /** A phone screen, signed in at this address. */
  async signedIn(address: string, user: string, password: string, profile = {}): Promise<Page> {
    const phone = await this.openPhone();
    await this.giveProfile(phone, { Address: address, ...profile });
    await signIn(phone, user, password);
    return phone;
  }

  /** The browser is killed. */
  async crash(): Promise<void> {
    await this.browser.crash();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
