import { readdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { polling } from '../../../scripts/screens';
import { article } from '../../bench/pages-made';
import { markedNumbers, PageBrowser, waitForMarked } from '../page-browser';

jest.setTimeout(120_000);

/** Tall enough that a page is in sight as a whole. */
const whole = { width: 1000, height: 6000 };
const countryOf: Record<string, string> = {
  germany: '49',
  france: '33',
  'united-states': '1',
  'united-kingdom': '44',
  switzerland: '41',
  japan: '81',
  brazil: '55',
  spain: '34',
  italy: '39',
  netherlands: '31',
  india: '91',
  sweden: '46',
  australia: '61',
};

let pages: PageBrowser;
let page: Page;

beforeAll(async () => {
  pages = await PageBrowser.start({
    countries: [...Object.values(countryOf), '45', '47', '86', '7', '65', '351'],
    pages: { '/article': article(1000) },
  });
  page = await pages.open('/49/none', whole);
});

afterAll(() => pages?.close());

/** The numbers that the page's author says there are. */
function trueNumbers(): Promise<string[]> {
  return page.$$eval('[data-number]', (elements) =>
    elements.flatMap((element) => (element.getAttribute('data-number') ?? '').split('|')),
  );
}

/** A number at the end of a page, so that there is something to wait for when nothing else is found. */
async function addLast(): Promise<string> {
  const last = '+49 30 99887766';
  await page.evaluate((number) => {
    const line = document.createElement('p');
    line.textContent = number;
    document.body.append(line);
  }, last);
  return last;
}

async function readPage(path: string): Promise<{ found: string[]; wanted: string[] }> {
  await page.goto(pages.url(path));
  const last = await addLast();
  await page.waitForFunction(
    (number) => [...(CSS.highlights.get('ringtab-number') ?? [])].some((range) => `${range}` === number),
    { polling },
    last,
  );
  const found = (await markedNumbers(page)).filter((number) => number !== last);
  const wanted = await trueNumbers();
  return { found: found.map((number) => number.normalize('NFKC').replace(/[\s−]/g, blank)), wanted };
}

const blank = (sign: string) => (sign === '−' ? '-' : ' ');

it.each(Object.entries(countryOf))(
  'finds every number of the page of %s, and nothing else',
  async (name, country) => {
    const { found, wanted } = await readPage(`/${country}/${name}.html`);
    expect(found).toEqual(wanted);
  },
);

it.each(['1', '49', '33', '44', '41', '45', '47', '55', '34', '81', '91', '351', '65', '39'])(
  'takes none of the look-alikes for a number, with the country code %s',
  async (country) => {
    const { found } = await readPage(`/${country}/look-alikes.html`);
    expect(found).toEqual([]);
  },
);

/** Pages as one comes across them, written without a thought of how numbers are found. */
const visited: [name: string, country: string][] = [
  ['imprint-de', '49'],
  ['imprint-ch', '41'],
  ['booking-form', '49'],
  ['imprint-fr', '33'],
  ['contact-us', '1'],
  ['order', '1'],
  ['log-viewer', '1'],
  ['wiki', '34'],
  ['calendar', '1'],
  ['spreadsheet', '1'],
  ['source', '1'],
  ['product', '49'],
  ['football', '49'],
  ['uk-company', '44'],
  ['japan-company', '81'],
  ['brazil-company', '55'],
  ['map', '33'],
  ['classifieds-us', '1'],
  ['account', '1'],
];

it.each(visited)('finds the numbers of a page such as %s, and nothing else', async (name, country) => {
  const { found, wanted } = await readPage(`/${country}/visited/${name}.html`);
  expect(found).toEqual(wanted);
});

it('what finds numbers is brought once, and only into a page in which there may be one', async () => {
  await pages.brought();
  await page.goto(pages.url('/49/article'));
  await page.evaluate(async () => {
    for (let quiet = 0; quiet < 5; quiet++)
      await new Promise((idle) => requestIdleCallback(idle, { timeout: 2_000 }));
  });
  expect(await pages.brought()).toBe(0);
  await addLast();
  await addLast();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await waitForMarked(page, 2);
  expect(await pages.brought()).toBe(1);
});

it('has pages enough', () => {
  expect(readdirSync('test/pages').length).toBeGreaterThan(12);
});
