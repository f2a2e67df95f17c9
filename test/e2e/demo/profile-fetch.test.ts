import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import type {
  IntentAnswer,
  IntentArgs,
  IntentName,
  ProfileFetchResult,
} from '../../../src/contract/protocol';
import type { Snapshot } from '../../../src/contract/snapshot';
import { realGatewayMissing } from '../../gateway/real/missing';
import { waitUntil } from '../../gateway/real/wait-until';
import { CompanyServer } from '../company-server';
import { Installation } from '../installation';
import { askDirectly, currentSnapshot, dispatch, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

const missing = realGatewayMissing().filter((name) => name === 'openssl' || name === 'certutil');
const describeTrusted = missing.length === 0 ? describe : describe.skip;
const why = missing.length > 0 ? ` (missing: ${missing.join(', ')})` : '';

const folder = makeTemporaryFolder('company');
const userDataDir = join(folder, 'browser');
const path = '/phone/profile.json';
const day = 86_400_000;

let company: CompanyServer;
let installation: Installation;
let settings: Page;

const profile = (...names: string[]) =>
  JSON.stringify({
    IP_Office_Server_Profile: names.map((Name) => ({ Name, Address: `${Name.toLowerCase()}.example.com` })),
  });

async function start(options: { extensionDir?: string; userDataDir?: string } = {}): Promise<void> {
  await installation?.close();
  installation = await Installation.start({ nssHome: company.nssHome, ...options });
  settings = await installation.browser.openScreen('settings', { width: 800, height: 900 });
}

async function ask<Name extends IntentName>(
  intent: Name,
  args: IntentArgs<Name>,
): Promise<ProfileFetchResult> {
  const answer: IntentAnswer = await askDirectly(settings, intent, args);
  if (!answer.ok) throw new Error(`${intent}: ${answer.error.code} ${answer.error.message}`);
  return answer.value as ProfileFetchResult;
}

const useAddress = (url: string) => ask('use-profile-address', { url });

async function untilSnapshot(what: string, is: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
  return waitUntil(what, async () => {
    const snapshot = await currentSnapshot(settings);
    return is(snapshot) && snapshot;
  });
}

const inUse = async () => (await currentSnapshot(settings)).profiles.map(({ name }) => name);
const source = async () => (await currentSnapshot(settings)).profileSource;

describeTrusted(`a profile that is fetched${why}`, () => {
  beforeAll(async () => {
    company = await CompanyServer.start(folder);
    await start({ userDataDir });
  });

  afterAll(async () => {
    await installation?.close();
    await company?.down();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  beforeEach(() => company.requests.splice(0));

  describe('from an address', () => {
    it('is offered at the sign-in form, and nothing says the token in the address', async () => {
      company.serve(path, profile('West', 'East'));
      expect(await useAddress(company.url(`${path}?key=planted`))).toEqual({ accepted: 2, problems: [] });
      const phone = await installation.openPhone();
      const form = await phone.waitForSelector('form');
      expect(await form?.evaluate((element) => element.textContent)).toMatch(/West.*East/);
      await phone.close();
      const { profileSource } = await currentSnapshot(settings);
      expect(profileSource).toMatchObject({ kind: 'address', url: company.url(path), problems: [] });
      const stored = await settings.evaluate(async () =>
        JSON.stringify(await chrome.storage.local.get(null)),
      );
      expect(stored).toContain('broughtProfiles');
      expect(JSON.stringify(profileSource) + stored).not.toContain('planted');
    });

    it('is asked for without cookie or preflight, and with the ETag of what is there', async () => {
      await useAddress(company.url(path));
      company.requests.splice(0);
      expect(await ask('refresh-profiles', {})).toEqual({ accepted: 2, problems: [] });
      expect(company.requests).toMatchObject([{ method: 'GET', path, status: 304 }]);
      const headers = company.requests[0]?.headers;
      expect(headers?.['if-none-match']).toMatch(/^"[0-9a-f]+"$/);
      expect([headers?.cookie, headers?.referer]).toEqual([undefined, undefined]);
    });

    it('is followed when it changes', async () => {
      const before = await source();
      company.serve(path, profile('West', 'East', 'North'));
      await ask('refresh-profiles', {});
      expect(await inUse()).toEqual(['West', 'East', 'North']);
      expect((await source())?.receivedAt).toBeGreaterThan(before?.receivedAt ?? Number.POSITIVE_INFINITY);
    });

    it('is not asked for by a worker that starts again, which has Chrome wake it tomorrow', async () => {
      await installation.browser.killWorker();
      expect(await inUse()).toEqual(['West', 'East', 'North']);
      const worker = await installation.browser.worker();
      const due = await waitUntil('the alarm', () =>
        worker.evaluate(async () => (await chrome.alarms.get('refresh-profiles'))?.scheduledTime),
      );
      expect(due).toBeGreaterThan(Date.now() + 0.9 * day);
      expect(due).toBeLessThan(Date.now() + 1.1 * day);
      expect(company.requests).toEqual([]);
    });

    it('is asked for when that alarm comes after a day, and not when it comes early', async () => {
      const { browser } = installation;
      const worker = await browser.worker();
      await worker.evaluate(() => chrome.alarms.clear('refresh-profiles'));
      await dispatch(browser, 'alarms.onAlarm', { name: 'refresh-profiles' });
      // Set anew once the worker has looked at the clock.
      await waitUntil('the next alarm', () => worker.evaluate(() => chrome.alarms.get('refresh-profiles')));
      expect(company.requests).toEqual([]);
      await worker.evaluate((later) => {
        const honest = Date.now.bind(Date);
        Object.assign(Date, { honest, now: () => honest() + later });
      }, day);
      await dispatch(browser, 'alarms.onAlarm', { name: 'refresh-profiles' });
      await waitUntil('the request', () => company.requests.length > 0);
      await worker.evaluate(() => {
        Object.assign(Date, { now: (Date as unknown as { honest: () => number }).honest });
      });
      await ask('refresh-profiles', {});
    });

    it('is asked for once by a browser that starts', async () => {
      await start({ userDataDir });
      await waitUntil('the request', () => company.asked(path).length > 0);
      await untilSnapshot('what came', ({ profileSource }) => profileSource?.checkedAt !== undefined);
      await installation.browser.killWorker();
      expect(await inUse()).toEqual(['West', 'East', 'North']);
      expect(company.requests).toHaveLength(1);
    });

    it('stays in use when the server is away at the next start, and the snapshot says so', async () => {
      const before = await currentSnapshot(settings);
      await company.down();
      await start({ userDataDir });
      const { profiles, profileSource } = await untilSnapshot(
        'the failure',
        (now) => now.profileSource?.failure !== undefined,
      );
      expect(profiles).toEqual(before.profiles);
      expect(profileSource).toMatchObject({
        receivedAt: before.profileSource?.receivedAt,
        failure: { code: 'unreachable', url: company.url(path) },
      });
      await installation.browser.killWorker();
      expect(await source()).toEqual(profileSource);

      await company.up();
      expect(await ask('refresh-profiles', {})).toMatchObject({ accepted: 3 });
      expect((await source())?.failure).toBeUndefined();
    });
  });

  describe('is not used, and what is in use stays,', () => {
    beforeAll(() => useAddress(company.url(path)));
    afterEach(async () => expect(await inUse()).toEqual(['West', 'East', 'North']));

    async function failureAt(url: string): Promise<ProfileFetchResult['failure']> {
      const { accepted, failure } = await useAddress(url);
      expect(accepted).toBe(0);
      return failure;
    }

    it('over http', async () => {
      expect(await failureAt(company.url(path, 'http'))).toMatchObject({ code: 'not-https' });
      expect(company.requests).toEqual([]);
    });

    it('where https leads to http', async () => {
      company.serve('/moved', { location: company.url(path, 'http'), forEveryone: true });
      expect(await failureAt(company.url('/moved'))).toMatchObject({ code: 'not-https' });
    });

    it('where it leads to another company', async () => {
      const elsewhere = company.url(path).replace('127.0.0.1', 'localhost');
      company.serve('/elsewhere', { location: elsewhere, forEveryone: true });
      expect(await failureAt(company.url('/elsewhere'))).toMatchObject({ code: 'redirected' });
    });

    it('where the answer never ends, and is not listened to any longer', async () => {
      company.serve('/endless', { text: ' '.repeat(65_536), endless: true, forEveryone: true });
      expect(await failureAt(company.url('/endless'))).toMatchObject({ code: 'too-long', status: 200 });
      await waitUntil('the end of the answer', () => company.sending === 0);
    });

    it('where there is a web page', async () => {
      company.serve('/page', { text: '<!doctype html><p>Welcome', type: 'text/html', forEveryone: true });
      expect(await failureAt(company.url('/page'))).toMatchObject({ code: 'no-profile' });
    });

    it.each([
      [404, 'not-found'],
      [403, 'refused'],
      [503, 'gateway-error'],
    ])('where there is an HTTP %i', async (status, code) => {
      company.serve('/status', { status, forEveryone: true });
      expect(await failureAt(company.url('/status'))).toMatchObject({ code, status });
    });

    it('where Ringtab may not read', async () => {
      company.serve('/private', { text: profile('Private') });
      expect(await failureAt(company.url('/private'))).toMatchObject({ code: 'permission-needed' });
    });
  });

  describe('and leads to a settings file', () => {
    const file = '/46xxsettings.txt';
    const list = 'SET SIP_CONTROLLER_LIST "south.example.com:5061;transport=tls"\n';
    const link = (url: string) =>
      JSON.stringify({
        Client_Settings_File_Address: [{ Profile_Name: 'South', Client_Settings_File_Url: url }],
      });

    it('has a system by that file and its specials, over http with a warning', async () => {
      company.serve(file, `${list}GET 46xxspecials.txt\n`);
      company.serve('/46xxspecials.txt', 'SET SIPDOMAIN example.com\n');
      company.serve(path, link(company.url(file, 'http')));
      const { accepted, problems, failure } = await useAddress(company.url(path));
      expect({ accepted, failure }).toEqual({ accepted: 1, failure: undefined });
      expect(problems).toMatchObject([{ severity: 'warning', code: 'settings-file-insecure' }]);
      const { profiles } = await currentSnapshot(settings);
      expect(profiles).toMatchObject([{ name: 'South', address: 'south.example.com' }]);
      expect(company.requests.map((request) => request.path)).toEqual([path, file, '/46xxspecials.txt']);
    });

    it('says that the gateway refuses browsers, and goes on with what it has', async () => {
      company.serve(file, { status: 403, forEveryone: true });
      expect(await ask('refresh-profiles', {})).toMatchObject({
        accepted: 1,
        failure: { code: 'settings-file-refused', url: company.url(file, 'http'), status: 403 },
      });
      expect(await inUse()).toEqual(['South']);
    });

    it('may be that file itself', async () => {
      company.serve(file, list);
      expect(await useAddress(company.url(file, 'http'))).toMatchObject({ accepted: 1 });
      expect(await inUse()).toEqual(['127.0.0.1']);
    });
  });

  it('from a server that has no word for web pages is read once Chrome allows it', async () => {
    const granted = join(folder, 'granted');
    cpSync('dist', granted, { recursive: true });
    const manifestFile = join(granted, 'manifest.json');
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    manifest.host_permissions = ['https://127.0.0.1/*', 'http://127.0.0.1/*'];
    writeFileSync(manifestFile, JSON.stringify(manifest));
    await start({ extensionDir: granted });
    company.serve('/private', { text: profile('Private') });
    expect(await useAddress(company.url('/private'))).toEqual({ accepted: 1, problems: [] });
    await ask('refresh-profiles', {});
    expect(company.requests.map(({ status }) => status)).toEqual([200, 304]);
    await waitForWords(settings, 'Private');

    company.serve('/46xxsettings.txt', { text: 'SET SIP_CONTROLLER_LIST private.example.com' });
    const file = company.url('/46xxsettings.txt', 'http');
    expect(await useAddress(file)).toMatchObject({ accepted: 1 });
  });
});
