import { gatherProfiles, type TextPlace } from '../../../src/background/profile-gatherer';
import { type ProfileContent, readContent } from '../../../src/domain/profile-content';
import { FakeTextServer } from '../../fakes/fake-text-server';

const profile = 'https://company.example/profile.json';
const file = 'http://pbx.example/46xxsettings.txt';
const specials = 'http://pbx.example/46xxspecials.txt';

let server: FakeTextServer;
let content: ProfileContent | undefined;

beforeEach(() => {
  server = new FakeTextServer();
  content = undefined;
});

const settings = (...lines: string[]) =>
  ['SET SIP_CONTROLLER_LIST "pbx.example:5061"', ...lines].join('\r\n');

const leadingTo = (...systems: [name: string, url: string][]) =>
  JSON.stringify({
    Client_Settings_File_Address: systems.map(([Profile_Name, Client_Settings_File_Url]) => ({
      Profile_Name,
      Client_Settings_File_Url,
    })),
  });

/** Gathers as a shelf does: the next time it gives what came before. */
async function gather(place: TextPlace = { url: profile }) {
  const gathered = await gatherProfiles(place, content, server.fetchText);
  content = gathered.content ?? content;
  const reading = content && readContent(JSON.parse(JSON.stringify(content)));
  return { ...gathered, profiles: reading?.profiles ?? [], reading };
}

const codes = (gathered: Awaited<ReturnType<typeof gather>>) =>
  gathered.reading?.problems.map(({ code }) => code);

describe('a profile that leads to a settings file', () => {
  beforeEach(() => server.texts.set(profile, leadingTo(['East', file])));

  it('has a system by the name in the profile, with what the file and its specials say', async () => {
    server.texts.set(file, settings('SET SIPDOMAIN example.com', 'SET PHNOL 9', 'GET 46xxspecials.txt'));
    server.texts.set(specials, 'SET PHNOL 0');
    const { profiles, failure } = await gather();
    expect(failure).toBeUndefined();
    expect(profiles).toMatchObject([
      {
        name: 'East',
        gateway: { host: 'pbx.example' },
        domain: 'example.com',
        dialRules: { outsidePrefix: '0' },
      },
    ]);
    expect(server.requests).toEqual([profile, file, specials]);
  });

  it('warns that the file comes over http', async () => {
    server.texts.set(file, settings());
    expect(codes(await gather())).toEqual(['settings-file-insecure']);
  });

  it('has its own systems beside it', async () => {
    server.texts.set(
      profile,
      JSON.stringify({
        IP_Office_Server_Profile: [{ Name: 'West', Address: 'west.example' }],
        Client_Settings_File_Address: [{ Profile_Name: 'East', Client_Settings_File_Url: file }],
      }),
    );
    server.texts.set(file, settings());
    expect((await gather()).profiles.map(({ name }) => name)).toEqual(['West', 'East']);
  });

  it('has several, and the one that cannot be had is told', async () => {
    const north = 'https://north.example/46xxsettings.txt';
    server.texts.set(profile, leadingTo(['North', north], ['East', file]));
    server.texts.set(file, settings());
    server.failures.set(north, 'settings-file-refused');
    const { profiles, failure } = await gather();
    expect(profiles.map(({ name }) => name)).toEqual(['East']);
    expect(failure).toMatchObject({ code: 'settings-file-refused', url: north });
  });

  it('has several, whose problems are told apart by the name of their system', async () => {
    const north = 'https://north.example/46xxsettings.txt?key=1';
    server.texts.set(profile, leadingTo(['North', north], ['East', file]));
    server.texts.set(north, 'SET PHNOL nine');
    server.texts.set(file, settings('SET PHNOL nine', 'SET PHNCC 44'));
    const { reading } = await gather();
    expect(reading?.problems.map(({ code, file, line }) => [code, file, line])).toEqual([
      ['settings-file-insecure', undefined, 1],
      ['digits-expected', 'North: 46xxsettings.txt', 1],
      ['settings-gateway-missing', 'North: 46xxsettings.txt', undefined],
      ['digits-expected', 'East: 46xxsettings.txt', 2],
      ['dialing-without-rule', 'East: 46xxsettings.txt', 3],
    ]);
  });

  it('has one that names no gateway: the file is told', async () => {
    server.texts.set(file, 'SET PHNOL 9');
    expect((await gather()).reading?.problems.at(-1)).toMatchObject({
      code: 'settings-gateway-missing',
      file: '46xxsettings.txt',
    });
  });

  it('keeps a setting that has vanished, takes a new value, resets an empty one', async () => {
    server.texts.set(file, settings('SET PHNOL 9', 'SET PHNCC 44', 'SET CONTACT_MATCHING_MIN_DIGITS 7'));
    await gather();
    server.texts.set(file, settings('SET PHNCC 33', 'SET CONTACT_MATCHING_MIN_DIGITS ""'));
    const [east] = (await gather()).profiles;
    expect(east).toMatchObject({
      dialRules: { outsidePrefix: '9', countryCode: '33' },
      contactMatchingDigits: 10,
    });
  });

  it('uses the file as it was while it cannot be had, or is a page', async () => {
    server.texts.set(file, settings('SET PHNOL 9'));
    const before = await gather();
    server.failures.set(file, 'unreachable');
    const away = await gather();
    expect(away.failure).toMatchObject({ code: 'unreachable', url: file });
    server.failures.clear();
    server.texts.set(file, '<html>Refused</html>');
    const page = await gather();
    expect(page.failure).toMatchObject({ code: 'no-profile', url: file });
    expect([away.profiles, page.profiles]).toEqual([before.profiles, before.profiles]);
  });

  it('does not lose what the specials said while they cannot be had', async () => {
    server.texts.set(file, settings('SET PHNOL 9', 'GET 46xxspecials.txt'));
    server.texts.set(specials, 'SET PHNOL 0');
    await gather();
    server.failures.set(specials, 'gateway-error');
    const { profiles, failure } = await gather();
    expect(profiles).toMatchObject([{ dialRules: { outsidePrefix: '0' } }]);
    expect(failure).toMatchObject({ code: 'gateway-error', url: specials });
  });

  it('goes on without specials where there are none', async () => {
    server.texts.set(file, settings('GET 46xxspecials.txt', 'SET PHNOL 9'));
    const { profiles, failure } = await gather();
    expect(profiles).toMatchObject([{ dialRules: { outsidePrefix: '9' } }]);
    expect(failure).toBeUndefined();
  });

  it('wants to be asked as often as the file says', async () => {
    server.texts.set(file, settings('SET SETTINGS_CHECK_INTERVAL 7'));
    expect((await gather()).reading?.everyDays).toBe(7);
    server.texts.set(profile, '[{"Name": "West", "Address": "west.example"}]');
    expect((await gather()).reading?.everyDays).toBe(1);
  });

  it('may be pasted', async () => {
    server.texts.set(file, settings());
    const { profiles } = await gather({ text: leadingTo(['East', file]) });
    expect(profiles).toMatchObject([{ name: 'East' }]);
  });

  it('asks for 500 of them a few at a time, and for each once', async () => {
    const urls = Array.from(
      { length: 500 },
      (_, index) => `https://pbx${index % 250}.example/46xxsettings.txt`,
    );
    const systems = urls.map((url, index): [string, string] => [`System ${index}`, url]);
    for (const url of urls) server.texts.set(url, settings());
    let most = 0;
    let atOnce = 0;
    const fetchText = server.fetchText;
    const counting: typeof fetchText = async (url, kind, signal) => {
      most = Math.max(most, ++atOnce);
      const fetched = await fetchText(url, kind, signal);
      atOnce--;
      return fetched;
    };
    const { failure, content } = await gatherProfiles({ text: leadingTo(...systems) }, undefined, counting);
    expect(failure).toBeUndefined();
    expect(content?.files).toHaveLength(250);
    expect(server.requests).toHaveLength(250);
    expect(most).toBeLessThanOrEqual(6);
  });
});

describe('an address that is a settings file itself', () => {
  it('is a system named after its host, with a warning over http', async () => {
    server.texts.set(file, settings('GET 46xxspecials.txt'));
    server.texts.set(specials, 'SET PHNOL 0');
    const gathered = await gather({ url: file });
    expect(gathered.profiles).toMatchObject([{ name: 'pbx.example', dialRules: { outsidePrefix: '0' } }]);
    expect(codes(gathered)).toContain('settings-file-insecure');
  });

  it('shows no token of its address, nor a password that it holds', async () => {
    const secret = `${file}?token=hunter2`;
    server.texts.set(
      secret,
      settings('GET http://u:hunter2@pbx.example/x.txt', 'SET CONFERENCE_FACTORY_URI u:hunter2@pbx.example'),
    );
    const { reading } = await gather({ url: secret });
    expect(codes(await gather({ url: secret }))).toEqual([
      'settings-file-insecure',
      'settings-get-refused',
      'uri-expected',
    ]);
    expect(JSON.stringify(reading?.problems)).not.toContain('hunter2');
  });

  it('keeps a setting that has vanished', async () => {
    server.texts.set(file, settings('SET PHNOL 9'));
    await gather({ url: file });
    server.texts.set(file, settings());
    expect((await gather({ url: file })).profiles).toMatchObject([{ dialRules: { outsidePrefix: '9' } }]);
  });

  it.each([
    '[{"Name": "Office", "Address": "pbx.example"}]',
    '// ours\n[{"Name": "Office", "Address": "pbx.example"}]',
    '"IP_Office_Server_Profile": [{"Name": "Office", "Address": "pbx.example"}]}',
    '“Name”: “Office”, “Address”: “pbx.example”',
  ])('gives no profile JSON over http, whatever it is called: %s', async (text) => {
    server.texts.set(file, text);
    const { failure, profiles } = await gather({ url: file });
    expect(failure).toMatchObject({ code: 'not-https', url: file });
    expect(profiles).toEqual([]);
  });

  it('gives no profile JSON from another company’s server', async () => {
    const text = '[{"Name": "Office", "Address": "pbx.example"}]';
    const led = (url: string) => async () => ({ text, url });
    const asked = { url: 'HTTPS://pbx.example/46xxsettings.txt' };
    const astray = await gatherProfiles(asked, undefined, led('https://attacker.example/46xxsettings.txt'));
    expect(astray.failure).toMatchObject({ code: 'redirected' });
    const own = await gatherProfiles(asked, undefined, led('https://www.pbx.example/46xxsettings.txt'));
    expect(own.failure).toBeUndefined();
  });
});

it('a pasted settings file has nowhere to GET from, and says so', async () => {
  const gathered = await gather({ text: settings('GET 46xxspecials.txt', 'SET PHNOL 9') });
  expect(gathered.profiles).toMatchObject([{ name: 'pbx.example', dialRules: { outsidePrefix: '9' } }]);
  expect(codes(gathered)).toContain('settings-get-pasted');
  expect(server.requests).toEqual([]);
});

it('a pasted settings file knows nothing of the one before', async () => {
  await gather({ text: settings('SET PHNOL 9') });
  const { profiles } = await gather({ text: settings() });
  expect(profiles).toMatchObject([{ dialRules: { outsidePrefix: '' } }]);
});
