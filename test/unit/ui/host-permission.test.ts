import { hasHost, hostOf, hostPattern, requestHost } from '../../../src/ui/host-permission';

const chromeBefore = globalThis.chrome;
afterEach(() => Object.assign(globalThis, { chrome: chromeBefore }));

function withPermissions(permissions: object): void {
  Object.assign(globalThis, { chrome: { permissions } });
}

describe('the host of an address', () => {
  it.each([
    ['https://company.com/profile.json', 'https://company.com/*', 'company.com'],
    ['https://company.com:8411/a?b#c', 'https://company.com/*', 'company.com:8411'],
    ['https://[2001:db8::1]:8443/x', 'https://[2001:db8::1]/*', '[2001:db8::1]:8443'],
    ['http://company.com/46xxsettings.txt', 'http://company.com/*', 'company.com'],
    ['ftp://company.com/profile.json', undefined, 'company.com'],
    ['company.com/profile.json', undefined, 'company.com/profile.json'],
    ['', undefined, ''],
  ])('of %p is asked for as %p and known as %p', (url, pattern, host) => {
    expect(hostPattern(url)).toBe(pattern);
    expect(hostOf(url)).toBe(host);
  });
});

describe('Chrome’s question', () => {
  it('is put before anything is waited for, as Chrome takes it only from the click itself', () => {
    const request = jest.fn(async () => true);
    withPermissions({ request });
    void requestHost('https://company.com/*');
    expect(request).toHaveBeenCalledWith({ origins: ['https://company.com/*'] });
  });

  it.each([true, false])('is answered with %p', async (answer) => {
    withPermissions({ request: async () => answer, contains: async () => answer });
    expect(await requestHost('https://company.com/*')).toBe(answer);
    expect(await hasHost('https://company.com/*')).toBe(answer);
  });

  it('that a policy forbids is answered with no', async () => {
    withPermissions({ request: () => Promise.reject(new Error('Optional permissions not allowed')) });
    expect(await requestHost('https://company.com/*')).toBe(false);
  });
});
