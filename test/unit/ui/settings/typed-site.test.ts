import { typedExclusion, typedSite } from '../../../../src/ui/settings/typed-site';

it.each([
  ['crm.example.com', 'https://crm.example.com/*'],
  ['https://bücher.example/shop', 'https://xn--bcher-kva.example/*'],
  ['*.bücher.example', 'https://*.xn--bcher-kva.example/*'],
  ['not a site', undefined],
  ['user@example.com', undefined],
  ['', undefined],
])('%s is %s', (text, pattern) => {
  expect(typedSite(text)).toBe(pattern);
});

it('what is excluded is so over http, too', () => {
  expect(typedExclusion('http://bücher.example')).toBe('*://xn--bcher-kva.example/*');
});
