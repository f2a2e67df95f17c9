import {
  dial,
  fillSignIn,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import type { DeskPhone } from '../../gateway/real/desk-phone';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { noPolicyBecause } from '../policy-file';
import { askDirectly, currentSnapshot, sentence, waitForAlert, waitForWords } from '../screen-probes';
import { SiteAccess } from '../site-access';
import { cookiesKept } from '../third-party-cookies';
import { describeReal } from './describe-real';
import { receives } from './far-ends';
import { lockOf, named, PolicyDesk } from './policy-desk';
import { user } from './real-desk';

jest.setTimeout(90_000);

const reason = noPolicyBecause();
const describeHere = reason === undefined ? describeReal : describe.skip;
/** Where this test could have pages. */
const ownSite = 'http://127.0.0.1';
/** Nobody is there. */
const directory = 'https://127.0.0.1:9/people.json';
const settingsSize = { width: 800, height: 900 };

describeHere(reason ? `Chrome’s policy (${reason})` : 'Chrome’s policy', () => {
  let desk: PolicyDesk;
  let deskPhone: DeskPhone;

  beforeAll(async () => {
    desk = await PolicyDesk.open({
      headOffice: { TURNPassword: 'planted' },
      keys: {
        StaySignedIn: { value: true, enforced: true },
        RingVolume: { value: 0.4, enforced: true },
        WindowOnIncoming: { value: true },
        Speaker: { value: 'No such speaker', enforced: true },
        ClickToCallSites: [ownSite, '*.example.com'],
        ClickToCallExcludedSites: ['bank.example.com'],
        AllowedClients: ['desktop', 'ringtab'],
        DirectoryURL: directory,
      },
    });
    deskPhone = await desk.startPhone('207');
  });
  afterAll(() => desk?.close());

  async function call(number: string): Promise<void> {
    await dial(desk.phone, number);
    await waitForButton(desk.phone, 'hang_up');
  }

  /** The number that the gateway is asked for when this one is dialled. */
  async function dialled(number: string): Promise<string | undefined> {
    const before = desk.asked().length;
    await dial(desk.phone, number);
    const asked = await waitUntil('an INVITE at the gateway', () => desk.asked()[before]);
    await waitForNoButton(desk.phone, 'hang_up');
    return asked;
  }

  describe('with two systems whose dial rules apply', () => {
    it('offers both on the sign-in screen', async () => {
      await desk.snapshotWith('two systems', ({ profiles }) => profiles.length === 2);
      await desk.phone.waitForSelector('.sign-in option');
      const names = await desk.phone.$$eval('.sign-in option', (all) => all.map((each) => each.textContent));
      expect(names).toEqual(['Head Office', 'Branch']);
    });

    it('decides whether people stay signed in, and the form says who has decided', async () => {
      expect(await lockOf(desk.phone, await named(desk.phone, 'stay_signed_in'))).toEqual({
        disabled: true,
        why: await textOf(desk.phone, 'locked_by_policy'),
      });
    });

    it('signs in at the real gateway, in a browser that keeps no third-party cookies', async () => {
      expect(await cookiesKept(desk.browser)).toEqual({ atHome: true, asThirdParty: false });
      await desk.phone.bringToFront();
      await fillSignIn(desk.phone, user, passwordOf(user));
      await press(desk.phone, 'sign_in');
      await waitForStatus(desk.phone, 'state_ready');
      expect(await desk.registration()).toBeDefined();
      expect(await currentSnapshot(desk.phone)).toMatchObject({ dialRuleMode: 'profile' });
    });

    it('shows the rules locked, and who has set them', async () => {
      const settings = await desk.browser.openScreen('settings', settingsSize);
      expect(await lockOf(settings, '#dialling fieldset')).toEqual({
        disabled: true,
        why: await textOf(settings, 'locked_by_profile'),
      });
      const fields = await settings.$$eval('#dialling fieldset :is(input, select)', (all) =>
        all.map((each) => (each.matches(':disabled') ? 'locked' : each.outerHTML)),
      );
      expect(new Set(fields)).toEqual(new Set(['locked']));
      await settings.close();
    });

    it('dials a national number by the rules: the gateway gets it with 9 and 1', async () => {
      expect(await dialled('(212) 555-0100')).toBe('912125550100');
    });

    it('keeps no secret of the profile in the clear', async () => {
      const kept = await desk.phone.evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
      expect(kept).toContain('lastSignIn');
      expect(kept).not.toContain('planted');
    });
  });

  describe('with settings of Ringtab', () => {
    it('locks what it enforces, says who has decided, and leaves the rest', async () => {
      const settings = await desk.browser.openScreen('settings', settingsSize);
      const locked = { disabled: true, why: await textOf(settings, 'locked_by_policy') };
      expect(await lockOf(settings, await named(settings, 'ring_volume'))).toEqual(locked);
      expect(await lockOf(settings, await named(settings, 'speaker_label'))).toEqual(locked);
      expect(await lockOf(settings, await named(settings, 'ringer_label'))).toMatchObject({
        disabled: false,
      });
      await waitForWords(settings, await sentence(settings, 'device_missing_named', 'No such speaker'));
      expect(await lockOf(settings, await named(settings, 'incoming_window'))).toMatchObject({
        disabled: false,
      });
      await settings.close();
    });

    it('names the sites where Ringtab looks for numbers, once Chrome lets it in, and where it never does', async () => {
      const settings = await desk.browser.openScreen('settings', settingsSize);
      await desk.snapshotWith('the policy’s sites', ({ sites }) => sites.length === 2);
      const { sites, excludedSites } = await currentSnapshot(settings);
      const ofPolicy = { links: true, numbers: true, byPolicy: true, granted: false };
      expect(sites).toEqual([
        { pattern: `${ownSite}/*`, ...ofPolicy },
        { pattern: 'https://*.example.com/*', ...ofPolicy },
      ]);
      expect(excludedSites).toEqual([{ pattern: '*://bank.example.com/*', byPolicy: true }]);
      expect(await lockOf(settings, await named(settings, 'sites_links'))).toMatchObject({ disabled: true });
      const answers = await Promise.all([
        askDirectly(settings, 'remove-site', { site: `${ownSite}/*` }),
        askDirectly(settings, 'include-site', { site: '*://bank.example.com/*' }),
      ]);
      for (const answer of answers)
        expect(answer).toMatchObject({ ok: false, error: { code: 'set-by-policy' } });
      await (await SiteAccess.open(desk.browser, settings)).give(`${ownSite}/*`);
      const registered = () =>
        settings.evaluate(async () =>
          (await chrome.scripting.getRegisteredContentScripts()).map(({ id, matches, excludeMatches }) => ({
            id,
            matches,
            excludeMatches,
          })),
        );
      await waitUntil('scripts for links and numbers', async () => (await registered()).length === 2);
      const where = { matches: [`${ownSite}/*`], excludeMatches: ['*://bank.example.com/*'] };
      expect(await registered()).toEqual([
        { id: 'link', ...where },
        { id: 'number', ...where },
      ]);
      await settings.close();
    });

    it('leaves the choice between Ringtab and the desktop client, and names the company’s directory', async () => {
      const settings = await desk.browser.openScreen('settings', settingsSize);
      await settings.waitForSelector('#client');
      expect(await currentSnapshot(settings)).toMatchObject({
        allowedClients: ['desktop', 'ringtab'],
        companyDirectory: { url: directory, by: 'policy' },
      });
      await waitForWords(settings, await sentence(settings, 'company_by_policy'));
      await settings.close();
    });

    it('nobody gets round a lock', async () => {
      const answer = await askDirectly(desk.phone, 'save-settings', { ringVolume: 1 });
      expect(answer).toMatchObject({ ok: false, error: { code: 'set-by-policy' } });
      expect((await currentSnapshot(desk.phone)).settings.ringVolume).toBe(0.4);
    });

    it('a default is one until the user chooses', async () => {
      expect((await currentSnapshot(desk.phone)).settings.windowOnIncoming).toBe(true);
      await askDirectly(desk.phone, 'save-settings', { windowOnIncoming: false });
      expect((await currentSnapshot(desk.phone)).settings.windowOnIncoming).toBe(false);
    });
  });

  describe('changed while somebody talks', () => {
    let before: string | undefined;

    it('changes the settings at once, but nothing of the call, nor its devices', async () => {
      before = (await desk.registration())?.callId;
      await call('207');
      await deskPhone.waitFor('CALL_ESTABLISHED');
      desk.push({
        headOffice: {
          Address: `wss://${desk.gateway.address}/moved`,
          OutsidePrefix: '8',
          LogDownload: false,
        },
        keys: { RingVolume: { value: 0.9 }, StaySignedIn: { value: true, enforced: true } },
      });
      const { calls, settings, enforcedSettings, dialRules, logDownload, profileSource } =
        await desk.snapshotWith(
          'the new profile to wait',
          (snapshot) => snapshot.profileSource?.waiting === true,
        );
      expect(calls).toMatchObject([{ state: 'talking', interrupted: false }]);
      expect(profileSource).toMatchObject({ kind: 'policy' });
      expect(settings).toMatchObject({ ringVolume: 0.9, windowOnIncoming: false });
      expect(settings.speakerId).toContain('No such speaker');
      expect(new Set(enforcedSettings)).toEqual(new Set(['staySignedIn', 'speakerId']));
      expect(dialRules.outsidePrefix).toBe('9');
      expect(logDownload).toBe(true);
      await receives(deskPhone);
      expect((await desk.registration())?.callId).toBe(before);
    });

    it('is followed once the call is over: at the new address, without a password', async () => {
      await press(desk.phone, 'hang_up');
      await deskPhone.waitFor('CALL_CLOSED');
      await waitUntil('another registration', async () => {
        const now = (await desk.registration())?.callId;
        return now !== undefined && now !== before;
      });
      await waitForStatus(desk.phone, 'state_ready');
      const { settings, enforcedSettings } = await currentSnapshot(desk.phone);
      expect(settings.speakerId).toBe('');
      expect(enforcedSettings).toEqual(['staySignedIn']);
      expect(await dialled('(212) 555-0100')).toBe('812125550100');
    });

    it('LogDownload false: nobody gets the log any more', async () => {
      const settings = await desk.browser.openScreen('settings', settingsSize);
      await settings.waitForSelector('#audio');
      expect(await settings.$('#logs')).toBeNull();
      await settings.close();
      expect(await askDirectly(desk.phone, 'download-logs')).toMatchObject({
        ok: false,
        error: { code: 'log-download-off' },
      });
    });
  });

  it('stands while a browser starts: who stays signed in is there again', async () => {
    await desk.restartBrowser();
    const { enforcedSettings, profiles } = await currentSnapshot(desk.phone);
    expect(enforcedSettings).toEqual(['staySignedIn']);
    expect(profiles).toHaveLength(2);
    await waitForStatus(desk.phone, 'state_ready');
    expect(await dialled('(212) 555-0100')).toBe('812125550100');
  });

  it('without their system, people are signed out, are told so, and can choose another', async () => {
    desk.push({ keys: { RingVolume: { value: 7, enforced: true } } });
    await waitForAlert(
      desk.phone,
      await sentence(desk.phone, 'refused_profile_removed', '', '', 'Head Office'),
      45_000,
    );
    await waitUntil('no registration', async () => (await desk.registration()) === undefined);
    expect((await currentSnapshot(desk.phone)).profiles).toMatchObject([{ name: 'Branch' }]);
  });

  it('with a value that cannot be used, it locks nothing, and settings say which', async () => {
    const settings = await desk.browser.openScreen('settings', settingsSize);
    await waitForWords(settings, await sentence(settings, 'policy_problems', 'RingVolume.value'));
    expect(await lockOf(settings, await named(settings, 'ring_volume'))).toMatchObject({ disabled: false });
    await settings.close();
  });

  it('removed, it leaves the phone as new', async () => {
    desk.removePolicy();
    await desk.snapshotWith('no system', ({ profiles }) => profiles.length === 0);
    await waitForWords(desk.phone, await sentence(desk.phone, 'no_profile_title'));
    await waitForAlert(
      desk.phone,
      await sentence(desk.phone, 'refused_profile_removed', '', '', 'Head Office'),
    );
    expect(await currentSnapshot(desk.phone)).toMatchObject({
      enforcedSettings: [],
      policyProblems: [],
      sites: [],
      excludedSites: [],
      allowedClients: ['ringtab'],
    });
  });
});
