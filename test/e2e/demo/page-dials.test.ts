import type { Page } from 'puppeteer-core';
import { clickOn, control, fill, polling, press, textOf } from '../../../scripts/screens';
import { pageDialMessage } from '../../../src/contract/page-dial';
import { screenPort } from '../../../src/contract/protocol';
import type { Snapshot } from '../../../src/contract/snapshot';
import { waitUntil } from '../../gateway/real/wait-until';
import {
  clickAt,
  closeConfirmPage,
  confirmPage,
  confirmPages,
  decide,
  holdClock,
  noConfirmPage,
} from '../outside';
import { elsewhere, here, PageDesk, say } from '../page-desk';
import { askDirectly, currentSnapshot, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let pages: PageDesk;
let settings: Page;

beforeAll(async () => {
  pages = await PageDesk.open({
    '/': '<a id="call" href="tel:303-555-1234">Call us</a>',
    '/framed': '<a id="call" href="tel:303-555-1234">Call us</a>',
  });
  settings = await pages.desk.browser.openScreen('settings', { width: 800, height: 900 });
});
afterAll(() => pages?.close());
afterEach(async () => {
  await pages.desk.tidy();
  await closeConfirmPage(pages.desk.browser);
  for (const page of await pages.desk.browser.browser.pages())
    if (page.url().startsWith('http:')) await page.close();
  // So that each test has the whole pace of requests to itself: a worker that is new has counted none.
  await pages.desk.browser.killWorker();
  await askDirectly(settings, 'dismiss-ended');
});

const dialled = pageDialMessage('tel:303-555-1234', 'link');

async function sites(): Promise<string[]> {
  return (await currentSnapshot(settings)).sites.map(({ pattern }) => pattern);
}
async function allow(site: string, numbers = false): Promise<void> {
  await askDirectly(settings, 'save-site', { site, links: true, numbers });
}
async function forbid(site: string): Promise<void> {
  await askDirectly(settings, 'remove-site', { site });
}
/** From now on each call that is asked about is kept; answers with their numbers, in order. */
async function noteRequests(): Promise<() => Promise<string[]>> {
  const noted = await settings.evaluateHandle(
    (name) =>
      new Promise<Map<string, string>>((begun) => {
        const numbers = new Map<string, string>();
        chrome.runtime.connect({ name }).onMessage.addListener(({ dialRequest }: Snapshot) => {
          if (dialRequest) numbers.set(dialRequest.id, dialRequest.number);
          begun(numbers);
        });
      }),
    screenPort,
  );
  return () => noted.evaluate((numbers) => [...numbers.values()]);
}
/** Whatever was said before has been heard by now: the worker answers in the order in which it is asked. */
async function isHeard(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((next) => setTimeout(next)));
  await askDirectly(settings, 'refresh-profiles');
}

const site = `http://${here}/*`;

describe('a site', () => {
  it('that nobody has allowed asks in vain', async () => {
    const page = await pages.visit('/');
    await say(page, dialled);
    await isHeard(page);
    expect(confirmPages(pages.desk.browser)).toBe(0);
  });

  it('is added in the settings, and taken off the list again', async () => {
    await settings.bringToFront();
    await fill(settings, 'sites_add', `http://${here}:${pages.port}/some/page`);
    await press(settings, 'sites_add_button');
    await settings.waitForSelector('.site-row');
    expect(await sites()).toEqual([site]);
    const registered = () =>
      settings.evaluate(async () =>
        (await chrome.scripting.getRegisteredContentScripts()).map(({ id, matches }) => [id, matches]),
      );
    await waitUntil('a script for links', async () => (await registered()).length === 1);
    expect(await registered()).toEqual([['link', [site]]]);
    await clickOn(
      settings,
      `::-p-aria([name="${await textOf(settings, 'sites_numbers')}"][role="checkbox"])`,
    );
    await waitUntil('scripts for links and numbers', async () => (await registered()).length === 2);
    await press(settings, 'sites_remove');
    await waitUntil('no script', async () => (await registered()).length === 0);
    await waitUntil('no site', async () => (await sites()).length === 0);
  });

  it('is none when it is not written as one, and that is said', async () => {
    await fill(settings, 'sites_add', 'not a site');
    await press(settings, 'sites_add_button');
    await waitForWords(settings, await textOf(settings, 'sites_no_site'));
    expect(await sites()).toEqual([]);
  });
});

describe('an allowed page', () => {
  beforeAll(() => allow(site));
  afterAll(() => forbid(site));

  it('has the window opened, which names the site and the number that will be dialled', async () => {
    const page = await pages.visit('/');
    await say(page, dialled);
    const asked = await confirmPage(pages.desk.browser);
    await waitForWords(asked, `http://${here}:${pages.port}`);
    await waitForWords(asked, '95551234');
    expect(pages.desk.gateway.calls()).toEqual([]);
    const mark = pages.desk.farEnd.mark();
    await decide(asked, 'call');
    const invite = await pages.desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
    expect(invite.text).toMatch(/^INVITE sip:95551234@/);
  });

  it('in which the site is a frame of another is named beside it', async () => {
    const page = await pages.visit('/', elsewhere);
    await page.evaluate((url) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
    }, `http://${here}:${pages.port}/framed`);
    const frame = await page.waitForFrame((each) => each.url().endsWith('/framed'));
    await frame.waitForSelector('[data-taken-over]');
    await frame.evaluate((message) => window.postMessage({ say: message }, '*'), dialled);
    const asked = await confirmPage(pages.desk.browser);
    await waitForWords(asked, `http://${here}:${pages.port}`);
    await waitForWords(asked, `http://${elsewhere}:${pages.port}`);
  });

  it.each([
    ['an intent', { to: 'background', intent: 'dial', args: { number: '600' } }],
    ['a confirmation', { to: 'background', intent: 'confirm-dial', args: { requestId: 'x' } }],
    ['a site', { to: 'background', intent: 'save-site', args: { site, links: true, numbers: true } }],
    ['a dial with more in it', { ...dialled, intent: 'dial', args: { number: '600' } }],
    ['a number in text, which it may not', pageDialMessage('303 555 1234', 'number')],
  ])('that says %s is passed over', async (_what, message) => {
    const page = await pages.visit('/');
    await say(page, message);
    await isHeard(page);
    expect(confirmPages(pages.desk.browser)).toBe(0);
    expect(pages.desk.gateway.calls()).toEqual([]);
  });

  it('that floods gets one window, whose number changes at most once a second, and no call', async () => {
    const page = await pages.visit('/');
    const requests = await noteRequests();
    const began = performance.now();
    await say(page, dialled, 500);
    await say(page, pageDialMessage('tel:911', 'link'), 500);
    const asked = await confirmPage(pages.desk.browser);
    await isHeard(page);
    const numbers = await requests();
    const seconds = Math.floor((performance.now() - began) / 1000);
    expect(numbers[0]).toBe('tel:303-555-1234');
    expect(numbers.length).toBeLessThanOrEqual(1 + seconds);
    expect(numbers.length).toBeLessThanOrEqual(5);
    expect(confirmPages(pages.desk.browser)).toBe(1);
    await waitUntil('the number that was asked about last', async () => {
      const wanted = (await requests()).at(-1) === 'tel:911' ? '911' : '95551234';
      return (await asked.$eval('.dialled-number', ({ textContent }) => textContent)) === wanted;
    });
    expect(pages.desk.gateway.calls()).toEqual([]);
  });

  it('can neither open the window itself, nor frame it', async () => {
    const page = await pages.visit('/');
    const url = pages.desk.browser.url('confirm.html');
    const opened = pages.desk.browser.browser.waitForTarget((each) => each.opener() === page.target());
    await page.evaluate((address) => {
      window.open(address, '_blank', 'width=400,height=500');
      document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
    }, url);
    const popup = await (await opened).asPage();
    await popup.waitForFunction(() => document.readyState === 'complete', { polling });
    for (const frame of [...page.frames(), ...popup.frames()])
      expect(await frame.$('.confirm-screen').catch(() => null)).toBeNull();
    await popup.close();
  });

  it('that is excluded, or in an excluded page, asks in vain', async () => {
    await askDirectly(settings, 'exclude-site', { site: `*://${here}/*` });
    const page = await pages.visit('/');
    await say(page, dialled);
    await isHeard(page);
    expect(confirmPages(pages.desk.browser)).toBe(0);
    await askDirectly(settings, 'include-site', { site: `*://${here}/*` });
  });
});

describe('a telephone link in an allowed page', () => {
  beforeAll(async () => {
    // The next one has counted nothing: this site has asked often enough for half a minute.
    await pages.desk.browser.killWorker();
    await allow(site);
  });
  afterAll(() => forbid(site));

  it('is Ringtab’s, and a double click does not call', async () => {
    const page = await pages.visit('/');
    await page.click('#call', { count: 2 });
    const asked = await confirmPage(pages.desk.browser);
    const clock = await holdClock(asked);
    await clickAt(asked, await textOf(asked, 'call'), 2);
    await clock.goOn();
    expect(confirmPages(pages.desk.browser)).toBe(1);
    expect(pages.desk.gateway.calls()).toEqual([]);
    await decide(asked, 'cancel');
    await noConfirmPage(pages.desk.browser);
    expect(pages.desk.gateway.calls()).toEqual([]);
  });

  it('that the page itself clicks does nothing', async () => {
    const page = await pages.visit('/');
    await page.evaluate(() => {
      const link = document.querySelector<HTMLAnchorElement>('#call');
      for (let count = 0; count < 20; count++) {
        link?.click();
        link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
      }
    });
    await isHeard(page);
    expect(confirmPages(pages.desk.browser)).toBe(0);
  });

  it('of a page that was open before is so at once, and no longer when the site is taken back', async () => {
    await forbid(site);
    const page = await pages.visit('/');
    await allow(site);
    await page.click('#call');
    await decide(await confirmPage(pages.desk.browser), 'cancel');
    await noConfirmPage(pages.desk.browser);
    await forbid(site);
    const prevented = page.evaluate(
      () =>
        new Promise<boolean>((told) => {
          addEventListener('click', (event) => {
            setTimeout(() => told(event.defaultPrevented));
          });
        }),
    );
    await page.click('#call');
    expect(await prevented).toBe(false);
    expect(confirmPages(pages.desk.browser)).toBe(0);
    await allow(site);
  });
});

it('what is looked for can be read and changed with a screen reader', async () => {
  await allow(site);
  await settings.waitForSelector('.site-row');
  expect(await settings.$(await control(settings, 'checkbox', 'sites_links'))).not.toBeNull();
  await forbid(site);
});
