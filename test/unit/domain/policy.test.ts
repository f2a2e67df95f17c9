import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceByName } from '../../../src/domain/device-choice';
import { POLICY_SETTING_KEYS, POLICY_TEXT_KEYS, readPolicy } from '../../../src/domain/policy';
import { POLICY_LIST_KEYS } from '../../../src/domain/policy-lists';

describe('the policy', () => {
  it('is empty where the administrator has written nothing', () => {
    expect(readPolicy({})).toEqual({
      profileText: undefined,
      profileAddress: undefined,
      outside: { sites: [], excludedSites: [], allowedClients: ['ringtab'] },
      defaults: {},
      enforced: {},
      problems: [],
    });
  });

  it('has the profile exactly as it was written, and its address', () => {
    const profile = ' {"IP_Office_Server_Profile": [{"Name": "Office", "Address": "a.example"}]}\n';
    const policy = readPolicy({ Profile: profile, ProfileAddress: ' https://a.example/profile.json ' });
    expect(policy.profileText).toBe(profile);
    expect(policy.profileAddress).toBe('https://a.example/profile.json');
  });

  it('takes an empty text for none', () => {
    const { profileText, profileAddress, problems } = readPolicy({ Profile: '  ', ProfileAddress: '' });
    expect([profileText, profileAddress, problems]).toEqual([undefined, undefined, []]);
  });

  it('tells defaults, which people may change, from what is enforced', () => {
    const policy = readPolicy({
      RingVolume: { value: 0.4 },
      WindowOnIncoming: { value: true, enforced: false },
      StaySignedIn: { value: false, enforced: true },
      Microphone: { value: ' Jabra ', enforced: true },
      EchoCancellation: { value: true },
      NoiseSuppression: { value: false, enforced: true },
      AutoGainControl: { value: false },
      Speaker: { value: '', enforced: true },
      Ringer: { value: 'Speakers' },
      CallLogDays: { value: 90, enforced: true },
    });
    expect(policy.defaults).toEqual({
      ringVolume: 0.4,
      windowOnIncoming: true,
      echoCancellation: true,
      autoGainControl: false,
      ringerId: deviceByName('Speakers'),
    });
    expect(policy.enforced).toEqual({
      staySignedIn: false,
      callLogDays: 90,
      microphoneId: deviceByName('Jabra'),
      speakerId: '',
      noiseSuppression: false,
    });
    expect(policy.problems).toEqual([]);
  });

  it.each([
    ['RingVolume', { value: 1.5 }, 'RingVolume.value', 'a number from 0 to 1'],
    ['RingVolume', { value: -1, enforced: true }, 'RingVolume.value', 'a number from 0 to 1'],
    ['RingVolume', { value: Number.NaN }, 'RingVolume.value', 'a number from 0 to 1'],
    ['RingVolume', { enforced: true }, 'RingVolume.value', 'a number from 0 to 1'],
    ['RingVolume', 0.5, 'RingVolume.value', 'a number from 0 to 1'],
    ['CallLogDays', { value: 1.5 }, 'CallLogDays.value', 'a number of days from 0 to 36500'],
    ['CallLogDays', { value: -1 }, 'CallLogDays.value', 'a number of days from 0 to 36500'],
    ['CallLogDays', { value: '30' }, 'CallLogDays.value', 'a number of days from 0 to 36500'],
    ['StaySignedIn', { value: 'true' }, 'StaySignedIn.value', 'true or false'],
    ['StaySignedIn', null, 'StaySignedIn.value', 'true or false'],
    ['Microphone', { value: 7 }, 'Microphone.value', 'the name of a device'],
    ['Profile', { Name: 'Office' }, 'Profile', 'a string'],
    ['ProfileAddress', 5, 'ProfileAddress', 'a string'],
  ])('does not use %s when it is %j, and says why', (key, value, where, expected) => {
    const { problems, defaults, enforced } = readPolicy({ [key]: value });
    expect(problems).toEqual([{ key: where, expected }]);
    expect([defaults, enforced]).toEqual([{}, {}]);
  });

  it('one bad value costs no other', () => {
    const policy = readPolicy({
      RingVolume: { value: 7 },
      WindowOnIncoming: { value: true, enforced: true },
    });
    expect(policy.enforced).toEqual({ windowOnIncoming: true });
  });

  it('an enforced that is neither true nor false leaves a default', () => {
    const { defaults, problems } = readPolicy({ RingVolume: { value: 1, enforced: 'yes' } });
    expect(defaults).toEqual({ ringVolume: 1 });
    expect(problems).toEqual([{ key: 'RingVolume.enforced', expected: 'true or false' }]);
  });

  it('has lists, each entry by itself', () => {
    const { outside, problems } = readPolicy({
      ClickToCallSites: [
        'https://crm.example.com/start',
        '*.example.org',
        7,
        'ftp://a.example',
        '*.example.org',
      ],
      ClickToCallExcludedSites: ['bank.example'],
      AllowedClients: ['Desktop', 'ringtab', 'mobile'],
    });
    expect(outside).toEqual({
      sites: ['https://crm.example.com/*', 'https://*.example.org/*'],
      excludedSites: ['*://bank.example/*'],
      allowedClients: ['desktop', 'ringtab'],
    });
    expect(problems.map(({ key }) => key)).toEqual([
      'ClickToCallSites[2]',
      'ClickToCallSites[3]',
      'AllowedClients[2]',
    ]);
  });

  it.each([{ AllowedClients: [] }, { AllowedClients: ['mobile'] }, { AllowedClients: 'desktop' }])(
    'without a client that there is, Ringtab calls: %j',
    (managed) => {
      expect(readPolicy(managed).outside.allowedClients).toEqual(['ringtab']);
    },
  );

  it('names a key that there is not, however it is called', () => {
    const policy = readPolicy(JSON.parse('{"__proto__": {"value": true}, "constructor": {"value": 1}}'));
    expect(policy.problems.map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
    const keys = [...POLICY_TEXT_KEYS, ...POLICY_SETTING_KEYS, ...POLICY_LIST_KEYS];
    for (const { expected } of policy.problems) expect(expected).toBe(`one of ${keys.join(', ')}`);
    expect(({} as Record<string, unknown>).value).toBeUndefined();
  });
});

it('what Chrome is told of the policy has the keys that are read, each with words for administrators', () => {
  const file = join(__dirname, '../../../public/managed-schema.json');
  const { properties } = JSON.parse(readFileSync(file, 'utf8')) as {
    properties: Record<string, { title?: string; description?: string; properties?: object }>;
  };
  expect(Object.keys(properties)).toEqual([...POLICY_TEXT_KEYS, ...POLICY_SETTING_KEYS, ...POLICY_LIST_KEYS]);
  for (const [key, { title, description, properties: fields }] of Object.entries(properties)) {
    expect([key, typeof title, typeof description]).toEqual([key, 'string', 'string']);
    if (POLICY_SETTING_KEYS.includes(key)) expect(Object.keys(fields ?? {})).toEqual(['value', 'enforced']);
  }
});
