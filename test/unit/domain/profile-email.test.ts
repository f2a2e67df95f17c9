import { profileAddressOfEmail } from '../../../src/domain/profile-email';

it('asks the company that comes after the @', () => {
  expect(profileAddressOfEmail('jane.doe@company.com')).toEqual({
    url: 'https://company.com/.well-known/ringtab-profile.json',
    origin: 'https://company.com/*',
    domain: 'company.com',
  });
});

it.each([
  ['JANE@Company.COM', 'company.com'],
  ['  jane@company.com \n', 'company.com'],
  ['mailto:jane@company.com', 'company.com'],
  ['Jane Doe <jane@company.com>', 'company.com'],
  ['"jane doe"@company.com', 'company.com'],
  ['jane+phone@mail.company.co.uk', 'mail.company.co.uk'],
  ['jane@company.com.', 'company.com'],
  ['jürgen@müller.example', 'müller.example'],
])('takes %j', (email, domain) => {
  expect(profileAddressOfEmail(email)?.domain).toBe(domain);
});

it.each([
  '',
  'jane',
  'jane@',
  '@company.com',
  'jane@company',
  'jane@localhost',
  'jane@192.168.1.1',
  'jane@[::1]',
  'jane@@company.com',
  'jane doe@company.com',
  'jane@company.com/profile',
  'jane@company.com:8443',
  'jane@company..com',
  'jane@-company.com',
  'jane@evil.com#@company.com',
  `jane@${'a'.repeat(400)}.com`,
])('does not take %j', (email) => {
  expect(profileAddressOfEmail(email)).toBeUndefined();
});
