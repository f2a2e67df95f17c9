import { findChrome } from '../../../scripts/find-chrome.mjs';

const having =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('finding a browser', () => {
  it('finds nothing where there is none', () => {
    expect(findChrome({ platform: 'linux', env: {}, home: '/home/me', exists: () => false })).toBeUndefined();
  });

  it('prefers Chromium to branded Chrome on Linux, wherever PATH has it', () => {
    const env = { PATH: '/opt/tools:/usr/bin' };
    const exists = having('/usr/bin/google-chrome', '/opt/tools/chromium');
    expect(findChrome({ platform: 'linux', env, exists })).toEqual({
      path: '/opt/tools/chromium',
      name: 'Chromium',
      branded: false,
    });
  });

  it('looks beyond PATH, and knows branded Chrome', () => {
    const exists = having('/snap/bin/chromium', '/usr/bin/google-chrome-stable');
    expect(findChrome({ platform: 'linux', env: {}, exists })?.path).toBe('/snap/bin/chromium');
    const branded = having('/usr/bin/google-chrome-stable');
    expect(findChrome({ platform: 'linux', env: {}, exists: branded })?.branded).toBe(true);
  });

  it('finds Chrome on macOS and Edge on Windows', () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findChrome({ platform: 'darwin', env: {}, exists: having(mac) })?.name).toBe('Google Chrome');
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
    expect(findChrome({ platform: 'win32', env, exists: having(edge) })?.name).toBe('Microsoft Edge');
  });

  it('takes CHROME_PATH before everything else, and says so when it is wrong', () => {
    const exists = having('/my/chromium', '/usr/bin/chromium');
    expect(findChrome({ platform: 'linux', env: { CHROME_PATH: '/my/chromium' }, exists })?.path).toBe(
      '/my/chromium',
    );
    expect(() => findChrome({ platform: 'linux', env: { CHROME_PATH: '/gone' }, exists })).toThrow(
      /CHROME_PATH/,
    );
  });
});
