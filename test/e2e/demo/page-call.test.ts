import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'puppeteer-core';
import { textOf } from '../../../scripts/screens';
import { denver } from '../../fakes/profiles';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { callButton, pointAt } from '../number-button';
import { closeConfirmPage, confirmPage, confirmPages, decide, noConfirmPage } from '../outside';
import { waitForMarked } from '../page-browser';
import { askDirectly, currentSnapshot, waitForNoWords, waitForWords } from '../screen-probes';
import { SiteAccess } from '../site-access';

jest.setTimeout(90_000);

/** Two names of this computer are two sites. */
const [here, elsewhere] = ['127.0.0.1', 'localhost'];
const siteOf = (host: string) => `http://${host}/*`;
const contact = `<!doctype html><title>Contact</title><body style="margin: 60px 20px">
<p id="office">Phone (303) 555-1234</p>
<p><a id="link" href="tel:303-555-1235">Call us</a></p>`;

let desk: Desk;
let website: Server;
let access: SiteAccess;
let settings: Page;
let page: Page;

beforeAll(async () => {
  website = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(contact);
  });
  await new Promise<void>((listening) => website.listen(0, listening));
  // The build as it is: nothing in it lets it into a site.
  desk = await Desk.open({ profile: { DialRule: true, ...denver }, launch: { keepPagesLeft: true } });
  settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
  access = await SiteAccess.open(desk.browser, settings);
  await askDirectly(settings, 'save-site', { site: siteOf(here), links: true, numbers: true });
});

afterAll(async () => {
  await desk?.close();
  website?.closeAllConnections();
  website?.close();
});

beforeEach(async () => {
  await access.give(siteOf(here));
  await isGranted(true);
});

afterEach(async () => {
  await desk.tidy();
  await closeConfirmPage(desk.browser);
  await page?.close();
});

function address(host: string): string {
  return `http://${host}:${(website.address() as AddressInfo).port}/`;
}

async function visit(host: string): Promise<Page> {
  page = await desk.browser.browser.newPage();
  await page.setViewport({ width: 1000, height: 800 });
  await page.goto(address(host));
  return page;
}

async function isGranted(wanted: boolean): Promise<void> {
  await waitUntil(wanted ? 'the site let in' : 'the site locked out', async () =>
    (await currentSnapshot(settings)).sites.some(
      ({ pattern, granted }) => pattern === siteOf(here) && granted === wanted,
    ),
  );
}

function isGiven(host: string): Promise<boolean> {
  return settings.evaluate((origin) => chrome.permissions.contains({ origins: [origin] }), siteOf(host));
}

/** Whether Ringtab takes a click on the link; it is Chrome's otherwise. */
function isTaken(): Promise<boolean> {
  const taken = page.evaluate(
    () =>
      new Promise<boolean>((told) => {
        addEventListener('click', (event) => setTimeout(() => told(event.defaultPrevented)), { once: true });
      }),
  );
  return Promise.all([taken, page.click('#link')]).then(([first]) => first);
}

it('a number in its text is pointed at, pressed, confirmed and called; the page is left as it was', async () => {
  desk.gateway.script.behave('95551234', { does: 'answer', media: 'echo' });
  await visit(here);
  const before = await page.evaluate(() => document.body.innerHTML);
  await waitForMarked(page, 1);
  await pointAt(page, '#office');
  await page.locator(callButton('(303) 555-1234')).click();
  const asked = await confirmPage(desk.browser);
  await waitForWords(asked, address(here).slice(0, -1));
  await waitForWords(asked, '95551234');
  expect(desk.gateway.calls()).toEqual([]);
  await decide(asked, 'call');
  await desk.farEnd.hears(await desk.farEnd.called('95551234'), ownHertz);
  await noConfirmPage(desk.browser);
  expect(await page.evaluate(() => document.body.innerHTML)).toBe(before);
});

describe('a frame', () => {
  async function withFrame(attributes: Record<string, string>): Promise<Frame> {
    await visit(here);
    await page.evaluate((given) => {
      const frame = document.createElement('iframe');
      for (const [name, value] of Object.entries({ width: '600', height: '200', ...given }))
        frame.setAttribute(name, value);
      document.body.append(frame);
    }, attributes);
    return page.waitForFrame((each) => each.parentFrame() === page.mainFrame());
  }
  const framed = (host: string) => withFrame({ src: `${address(host)}framed` });
  const marked = (frame: Frame) => frame.evaluate(() => CSS.highlights.get('ringtab-number')?.size ?? 0);

  it('of the same site has its numbers called', async () => {
    const frame = await framed(here);
    await waitUntil('a number marked', async () => (await marked(frame)) === 1);
    await pointAt(page, '#office', frame);
    await frame.locator(callButton('(303) 555-1234')).click();
    await waitForWords(await confirmPage(desk.browser), '95551234');
  });

  it.each<[string, () => Record<string, string>]>([
    ['without an address of its own', () => ({ srcdoc: contact })],
    ['in a sandbox', () => ({ src: `${address(here)}framed`, sandbox: 'allow-scripts' })],
  ])('%s has its numbers marked, until its site is locked out', async (_what, attributes) => {
    const frame = await withFrame(attributes());
    await waitUntil('a number marked', async () => (await marked(frame)) === 1);
    await access.take(siteOf(here));
    await waitUntil('no number marked', async () => (await marked(frame)) === 0);
  });

  it('of another site has them once that is let in as well, and the page around it is named', async () => {
    const frame = await framed(elsewhere);
    await waitForMarked(page, 1);
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 2_000 })));
    expect(await marked(frame)).toBe(0);
    await access.give(siteOf(elsewhere));
    await askDirectly(settings, 'save-site', { site: siteOf(elsewhere), links: true, numbers: true });
    await waitUntil('a number marked', async () => (await marked(frame)) === 1);
    await pointAt(page, '#office', frame);
    await frame.locator(callButton('(303) 555-1234')).click();
    const asked = await confirmPage(desk.browser);
    await waitForWords(asked, address(elsewhere).slice(0, -1));
    await waitForWords(asked, address(here).slice(0, -1));
    await askDirectly(settings, 'remove-site', { site: siteOf(elsewhere) });
    await waitUntil('no number marked', async () => (await marked(frame)) === 0);
    await waitUntil('the permission given back', async () => !(await isGiven(elsewhere)));
  });
});

describe('a site that is locked out in Chrome’s own settings', () => {
  it('has its numbers and links back at once, settings say so, and let in again they are Ringtab’s', async () => {
    await visit(here);
    await waitForMarked(page, 1);
    await access.take(siteOf(here));
    await waitForMarked(page, 0);
    await waitUntil('a link of Chrome’s own', async () => !(await isTaken()));
    await waitForWords(settings, await textOf(settings, 'sites_not_granted'));
    await access.give(siteOf(here));
    await waitForMarked(page, 1);
    await waitForNoWords(settings, await textOf(settings, 'sites_not_granted'));
  });

  it('is so by another part of Ringtab as well', async () => {
    await visit(here);
    await waitForMarked(page, 1);
    await settings.evaluate((origin) => chrome.permissions.remove({ origins: [origin] }), siteOf(here));
    await waitForMarked(page, 0);
    await waitForWords(settings, await textOf(settings, 'sites_not_granted'));
  });

  it('has no number when somebody comes back to a page that was left before', async () => {
    await visit(here);
    await waitForMarked(page, 1);
    await page.goto(address(elsewhere));
    await access.take(siteOf(here));
    await isGranted(false);
    await page.goBack();
    await waitForMarked(page, 0);
    await waitUntil('a link of Chrome’s own', async () => !(await isTaken()));
    expect(confirmPages(desk.browser)).toBe(0);
  });
});

it('a page that was left and come back to as it was has its numbers, and they can be called', async () => {
  await visit(here);
  await waitForMarked(page, 1);
  await page.evaluate(() => document.body.append('Not in the file'));
  await page.goto(address(elsewhere));
  await page.goBack();
  expect(await page.evaluate(() => document.body.textContent)).toContain('Not in the file');
  await waitForMarked(page, 1);
  await pointAt(page, '#office');
  await page.locator(callButton('(303) 555-1234')).click();
  await waitForWords(await confirmPage(desk.browser), '95551234');
});
