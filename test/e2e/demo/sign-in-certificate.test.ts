import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LaunchOptions, makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { fillSignIn, polling, press, waitForNoButton } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation } from '../installation';
import { nobody, type OddServer, selfSignedServer, webServer } from '../odd-servers';
import { dispatch, hasButton, sentence, waitForAlert, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let untrusted: OddServer;
let website: OddServer;
let installation: Installation | undefined;

beforeAll(async () => {
  [untrusted, website] = await Promise.all([selfSignedServer(), webServer()]);
});

afterEach(() => installation?.close());

afterAll(() => Promise.all([untrusted.close(), website.close()]));

async function tryAt(address: string, options: LaunchOptions = {}) {
  installation ??= await Installation.start(options);
  await installation.useProfile({ Address: `wss://${address}/` });
  const phone = await installation.openPhone();
  await fillSignIn(phone, '201', 'demo-201');
  await press(phone, 'sign_in');
  return { phone, browser: installation.browser };
}

it('offers to find out why a gateway cannot be reached, and tries again once Chrome may tell', async () => {
  const { phone, browser } = await tryAt(untrusted.address);
  await waitForAlert(phone, await sentence(phone, 'refused_gateway_unreachable', '127.0.0.1', '201'));

  // Nobody can answer Chrome's question in a headless browser: what is asked, and that a click asks it.
  await phone.evaluate(() => {
    Object.assign(chrome.permissions, {
      request: async (wanted: object) => {
        Object.assign(window, { asked: { wanted, byClick: navigator.userActivation.isActive } });
        return true;
      },
    });
  });
  await press(phone, 'find_out_why');
  const asked = await phone.waitForFunction(() => (window as unknown as { asked?: object }).asked, {
    polling,
  });
  expect(await asked.jsonValue()).toEqual({
    wanted: { permissions: ['webRequest'], origins: ['https://127.0.0.1/*'] },
    byClick: true,
  });
  await waitForNoButton(phone, 'find_out_why');

  const before = untrusted.connections();
  await dispatch(browser, 'permissions.onAdded', { permissions: ['webRequest'] });
  // What was said of the try before is still there.
  await waitUntil('another try', () => untrusted.connections() > before);
  await waitForAlert(phone, await sentence(phone, 'refused_gateway_unreachable', '127.0.0.1', '201'));
  await installation?.close();
  installation = undefined;
});

describe('once Chrome may tell why', () => {
  const granted = makeTemporaryFolder('granted');

  afterAll(() => rmSync(granted, { recursive: true, force: true }));

  it('says that a certificate is not trusted, that a port is closed, that TLS is not spoken there', async () => {
    cpSync('dist', granted, { recursive: true });
    const file = join(granted, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.permissions.push('webRequest');
    manifest.host_permissions = ['https://127.0.0.1/*'];
    writeFileSync(file, JSON.stringify(manifest));

    const { phone } = await tryAt(untrusted.address, { extensionDir: granted });
    await waitForAlert(phone, await sentence(phone, 'refused_certificate_not_trusted', '127.0.0.1', '201'));
    expect(await hasButton(phone, 'find_out_why')).toBe(false);

    const closed = await tryAt(await nobody());
    await waitForAlert(
      closed.phone,
      await sentence(phone, 'refused_gateway_unreachable', '127.0.0.1', '201'),
    );
    await waitForWords(closed.phone, await sentence(phone, 'try_again'));
    expect(await hasButton(closed.phone, 'find_out_why')).toBe(false);

    const plain = await tryAt(website.address);
    await waitForAlert(plain.phone, await sentence(phone, 'refused_not_sip_gateway', '127.0.0.1', '201'));
  });
});
