import type { Page } from 'puppeteer-core';
import { polling } from '../../../scripts/screens';
import { stopOrder } from '../../../src/contract/page-order';
import { PageBrowser } from '../page-browser';

jest.setTimeout(120_000);

const links = `<!doctype html><title>Links</title><body>
<p><a id="plain" href="tel:+49301234567">call</a></p>
<p><a id="nested" href="tel:+49301234568"><b><i id="inner">call</i></b></a></p>
<p><a id="blank" target="_blank" href="sip:anna@example.com">call</a></p>
<p><a id="old" href=" CallTo:+49301234569 ">call</a></p>
<p><svg width="60" height="20"><a id="drawn" href="tel:+49301234570"><text y="15">call</text></a></svg></p>
<p><a id="long" href="tel:${'1'.repeat(300)}">call</a></p>
<p><a id="stopped" href="tel:+49301234571">call</a></p>
<p><a id="prevented" href="tel:+49301234572">call</a></p>
<p><a id="early" target="_blank" href="tel:+49301234573">call</a></p>
<p contenteditable><a id="edited" href="tel:+49301234574">call</a></p>
<div id="open"></div><div id="closed"></div><iframe id="frame" src="/49/frame"></iframe>
<script>
  globalThis.went = [];
  const fill = (host, mode, number) => {
    const root = host.attachShadow({ mode });
    root.innerHTML = '<p style="margin:0"><a href="tel:' + number + '">call</a></p>';
  };
  fill(open_, 'open', '+49301234575'); fill(closed_, 'closed', '+49301234576');
  stopped.onclick = (event) => event.stopPropagation();
  prevented.onclick = (event) => event.preventDefault();
  document.addEventListener('click', (event) => event.target.id === 'early' && event.stopPropagation(), true);
  // What became of a click, once everyone has heard of it.
  for (const type of ['click', 'auxclick']) {
    addEventListener(type, (event) => {
      const name = event.target.id || event.target.tagName;
      setTimeout(() => went.push(name + (event.defaultPrevented ? ' taken' : ' left')));
    });
  }
</script>`
  .replaceAll('open_', 'document.getElementById("open")')
  .replaceAll('closed_', 'document.getElementById("closed")');

let pages: PageBrowser;
let page: Page;

beforeAll(async () => {
  pages = await PageBrowser.start({
    countries: ['49'],
    pages: { '/links': links, '/frame': '<a id="framed" href="tel:+49301234577">call</a>' },
  });
});

beforeEach(async () => {
  await pages.heard();
  page = await pages.open('/49/links');
});

afterEach(() => page?.close());
afterAll(() => pages?.close());

/** Nothing was said: whatever would have been, would have been before this link's call. */
async function saidNothingElse(): Promise<void> {
  for (let time = 0; time < 5; time++) {
    await page.bringToFront();
    await page.click('#plain');
    const heard = await pages.nextHeard(3_000).catch(() => undefined);
    if (!heard) {
      // Chrome may ask at any moment whether another program may be opened: that page hears no click any more.
      await page.close();
      page = await pages.open('/49/links');
      continue;
    }
    expect(heard.message.dial.number).toBe('tel:+49301234567');
    return;
  }
  throw new Error('No click was heard.');
}

it.each([
  ['#plain', 'tel:+49301234567'],
  ['#inner', 'tel:+49301234568'],
  ['#blank', 'sip:anna@example.com'],
  ['#old', 'CallTo:+49301234569'],
  ['#drawn', 'tel:+49301234570'],
  ['#stopped', 'tel:+49301234571'],
  ['#early', 'tel:+49301234573'],
  ['#open >>> a', 'tel:+49301234575'],
])('a click on %s asks for %s', async (selector, number) => {
  await page.click(selector);
  const { message, origin } = await pages.nextHeard();
  expect(message).toEqual({ to: 'background', dial: { number, kind: 'link' } });
  expect(page.url().startsWith(origin)).toBe(true);
});

it('a click in a closed shadow root asks for the link that is there', async () => {
  const host = await page.$('#closed');
  const box = await host?.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  expect((await pages.nextHeard()).message.dial.number).toBe('tel:+49301234576');
});

it('a click in a frame asks too', async () => {
  const frame = await (await page.waitForSelector('#frame'))?.contentFrame();
  await frame?.waitForSelector('#framed');
  await frame?.click('#framed');
  expect((await pages.nextHeard()).message.dial.number).toBe('tel:+49301234577');
});

it('Enter on a link asks', async () => {
  await page.focus('#plain');
  await page.keyboard.press('Enter');
  expect((await pages.nextHeard()).message.dial.number).toBe('tel:+49301234567');
});

it('a double click asks once', async () => {
  await page.click('#nested', { count: 2 });
  expect((await pages.nextHeard()).message.dial.number).toBe('tel:+49301234568');
  await saidNothingElse();
});

it('what the page has prevented stays prevented', async () => {
  await page.click('#prevented');
  await saidNothingElse();
});

it('a link in text that is edited, and one too long for a number, are left alone', async () => {
  await page.click('#edited');
  await page.click('#long');
  await saidNothingElse();
});

it.each(['Control', 'Shift', 'Alt', 'Meta'] as const)(
  'a click with %s is left to the browser',
  async (key) => {
    await page.keyboard.down(key);
    await page.click('#nested');
    await page.keyboard.up(key);
    await saidNothingElse();
  },
);

it('a click that a script makes does nothing', async () => {
  await page.evaluate(() => {
    const link = document.getElementById('nested') as HTMLElement;
    link.click();
    link.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail: 1 }),
    );
    link.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  });
  await page.waitForFunction(() => (globalThis as unknown as { went: string[] }).went.length === 2, {
    polling,
  });
  expect(await page.evaluate(() => (globalThis as unknown as { went: string[] }).went)).toEqual([
    'nested left',
    'nested left',
  ]);
  await saidNothingElse();
});

it('once the site is taken back, links are the browser’s again', async () => {
  await pages.tell(stopOrder('link', 'http://127.0.0.1/*'));
  await page.click('#nested');
  await page.waitForFunction(
    () => (globalThis as unknown as { went: string[] }).went.includes('inner left'),
    { polling },
  );
  expect(await pages.heard()).toEqual([]);
});
