import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callCommands } from '../../../src/domain/call-commands';
import { parseGatewayAddress } from '../../../src/domain/gateway-address';

const root = join(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));

/** What Ringtab may do. Whoever gives it more changes this list too, knows why, and says so in the README. */
describe('the manifest', () => {
  it('asks for these permissions and no others', () => {
    expect(manifest.permissions).toEqual([
      // "Find numbers on this site" on the toolbar icon: which site that is, for that one click; Chrome warns of nothing.
      'activeTab',
      'alarms',
      // "Call … with Ringtab" for selected text and links; Chrome warns of nothing.
      'contextMenus',
      // Tells that somebody has come back to a computer that slept; Chrome warns of nothing.
      'idle',
      'notifications',
      'offscreen',
      // Looks for numbers in pages of the sites that people allow one by one; without such a site it can do nothing.
      'scripting',
      'sidePanel',
      'storage',
    ]);
    expect(manifest.optional_permissions).toEqual(['webRequest']);
  });

  it('has access to no site; only what people are asked for one at a time', () => {
    expect(manifest.host_permissions).toBeUndefined();
    expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
  });

  it('suggests four keys, which is as many as Chrome takes, and leaves them to people', () => {
    const commands = Object.entries<{ suggested_key: object; global: boolean }>(manifest.commands);
    expect(commands.map(([name]) => name)).toEqual([...callCommands]);
    for (const [, { suggested_key, global }] of commands) {
      expect(global).toBe(true);
      // Chrome lets no other key work outside of its windows.
      expect(Object.values(suggested_key).join()).toMatch(/^Ctrl\+Shift\+[0-9]$/);
    }
  });

  it('lets no page, no other extension and no script of ours reach across', () => {
    for (const key of ['web_accessible_resources', 'externally_connectable', 'content_scripts', 'sandbox']) {
      expect([key, manifest[key]]).toEqual([key, undefined]);
    }
  });

  it('has nothing beyond what is listed', () => {
    expect(Object.keys(manifest).sort()).toEqual([
      'action',
      'background',
      // Keys for calls that work whatever is in front.
      'commands',
      'content_security_policy',
      'default_locale',
      'description',
      'icons',
      'key',
      'manifest_version',
      'minimum_chrome_version',
      'name',
      // `call` and a space in the address bar.
      'omnibox',
      'optional_host_permissions',
      'optional_permissions',
      'options_ui',
      'permissions',
      'side_panel',
      'storage',
      'version',
    ]);
    expect(manifest.background).toEqual({ service_worker: 'service-worker.js', type: 'module' });
  });

  it('says what its pages may load, and where they may connect to', () => {
    expect(Object.keys(manifest.content_security_policy)).toEqual(['extension_pages']);
    expect(directives()).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      // Profiles over https, settings files over http too; gateways over wss, on this machine over ws too.
      'connect-src': 'https: http: wss: ws://localhost:* ws://127.0.0.1:*',
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      // Nothing may make HTML or a script of a text.
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });

  it.each(['ws://localhost:5066/', 'ws://127.0.0.1:5066/', 'ws://[::1]:5066/', 'wss://192.0.2.1/'])(
    'may connect wherever a profile may lead: %s',
    (address) => {
      const gateway = parseGatewayAddress(address);
      const { protocol, hostname } = new URL('url' in gateway ? gateway.url : '');
      const source = protocol === 'wss:' ? 'wss:' : `ws://${hostname}:*`;
      expect(directives()['connect-src']?.split(' ')).toContain(source);
    },
  );
});

it('the pages have no script of their own and load none from elsewhere', () => {
  const pages = readdirSync(join(root, 'public')).filter((name) => name.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(5);
  for (const name of pages) {
    const html = readFileSync(join(root, 'public', name), 'utf8');
    const script = name.replace('.html', '.js');
    expect(html.match(/<script[\s\S]*?<\/script>/g)).toEqual([
      `<script type="module" src="${script}"></script>`,
    ]);
    expect(html).not.toMatch(/https?:|\/\/|javascript:|\son\w+=|\sstyle=|<style|<base|<meta http-equiv/i);
  }
});

function directives(): Record<string, string> {
  const policy: string = manifest.content_security_policy.extension_pages;
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}
