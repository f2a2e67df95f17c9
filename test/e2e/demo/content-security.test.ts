import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { policyComplaints } from '../../fakes/policy-complaints';
import { waitUntil } from '../../gateway/real/wait-until';
import { textAsCode } from '../../unit/house/text-as-code';

jest.setTimeout(90_000);

let ringtab: RingtabBrowser;
let website: Server;
/** What was asked of the website. A connection alone says little: Chromium makes some ahead of a request. */
const requests: string[] = [];

beforeAll(async () => {
  website = createServer(({ url = '' }, response) => {
    requests.push(url);
    response.end();
  });
  await new Promise<void>((listening) => website.listen(0, '127.0.0.1', listening));
  ringtab = await launch({ lang: 'en' });
});
afterAll(async () => {
  await ringtab?.close();
  website?.closeAllConnections();
  website?.close();
});

it('a script that found its way into a screen is refused, and so is all that it would want', async () => {
  const page = await ringtab.openScreen('settings', { width: 800, height: 900 });
  const complaints = policyComplaints(page);
  await page.waitForSelector('h1, h2');
  const came = await page.evaluate(
    async (address) => {
      const violated = new Map<string, string>();
      let now = '';
      document.addEventListener('securitypolicyviolation', (event) => {
        violated.set(now, `${event.effectiveDirective} ${event.disposition}`);
      });
      const attempts: Record<string, () => unknown> = {
        'inline script': () => {
          const script = document.createElement('script');
          script.append('document.title = "taken"');
          document.body.append(script);
        },
        'remote script': () => {
          const script = document.createElement('script');
          script.setAttribute('src', `http://${address}/x.js`);
          document.body.append(script);
        },
        'remote module': () => import(`http://${address}/x.js`),
        HTML: () => document.body.insertAdjacentHTML('beforeend', '<b onclick="document.title=1">x</b>'),
        handler: () => document.body.setAttribute('onclick', 'document.title = "taken"'),
        'remote picture': () => {
          document.body.append(Object.assign(new Image(), { src: `http://${address}/x.png` }));
        },
        'frame of another': () => {
          document.body.append(
            Object.assign(document.createElement('iframe'), { src: `http://${address}/` }),
          );
        },
        'socket in the open': () => new WebSocket('ws://192.0.2.1:9/'),
        form: () => {
          const form = document.createElement('form');
          Object.assign(form, { action: `http://${address}/`, target: '_blank' });
          document.body.append(form);
          form.submit();
        },
        base: () => {
          document.head.append(Object.assign(document.createElement('base'), { href: `http://${address}/` }));
        },
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        now = name;
        const told = new Promise((done) => {
          document.addEventListener('securitypolicyviolation', done, { once: true });
          setTimeout(done, 15_000);
        });
        try {
          await attempt();
        } catch {
          // That it throws is one way to be refused; the violation says why.
        }
        await told;
      }
      return { violated: Object.fromEntries(violated), title: document.title };
    },
    `127.0.0.1:${(website.address() as AddressInfo).port}`,
  );
  expect(came.violated).toEqual({
    'inline script': 'require-trusted-types-for enforce',
    'remote script': 'require-trusted-types-for enforce',
    'remote module': 'script-src-elem enforce',
    HTML: 'require-trusted-types-for enforce',
    handler: 'require-trusted-types-for enforce',
    'remote picture': 'img-src enforce',
    'frame of another': 'frame-src enforce',
    'socket in the open': 'connect-src enforce',
    form: 'form-action enforce',
    base: 'base-uri enforce',
  });
  expect(came.title).not.toBe('taken');
  await waitUntil('complaints', () => complaints.length > 5);
  expect(requests).toEqual([]);
  await page.close();
});

it('eval is refused to a screen and to the worker', async () => {
  const page = await ringtab.openScreen('settings', { width: 800, height: 900 });
  // In a timer: what the debugger itself runs may use eval.
  const evaluate = () =>
    new Promise<string>((told) => {
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: it is what must not work
          told(`came to ${globalThis.eval('1 + 1')}`);
        } catch (error) {
          told(String(error));
        }
      });
    });
  expect(await page.evaluate(evaluate)).toMatch(/^EvalError/);
  expect(await (await ringtab.worker()).evaluate(evaluate)).toMatch(/^EvalError/);
  await page.close();
});

it('what was built makes code of a text nowhere, but for a property that nobody sets', () => {
  const built = readdirSync('dist').filter((name) => name.endsWith('.js'));
  // What runs in pages has no map: a page has no use for it.
  const inPages = built.filter((name) => name.startsWith('content-'));
  const maps = readdirSync('dist').filter((name) => name.endsWith('.js.map'));
  expect(maps).toHaveLength(built.length - inPages.length);
  const sources = maps.flatMap((name) => {
    const map: { sources: string[]; sourcesContent: string[] } = JSON.parse(
      readFileSync(join('dist', name), 'utf8'),
    );
    return map.sources.map((path, index) => ({ path, text: map.sourcesContent[index] ?? '' }));
  });
  for (const name of inPages) sources.push({ path: name, text: readFileSync(join('dist', name), 'utf8') });
  expect(sources.filter(({ path }) => path.includes('/src/')).length).toBeGreaterThan(100);
  // preact knows dangerouslySetInnerHTML; no source of ours uses it, and the policy would refuse it.
  expect([...new Set(textAsCode(sources))]).toEqual([
    '../node_modules/preact/src/diff/index.js has innerHTML',
  ]);
});
