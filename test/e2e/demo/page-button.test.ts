import type { Page } from 'puppeteer-core';
import { polling } from '../../../scripts/screens';
import { stopOrder } from '../../../src/contract/page-order';
import { waitUntil } from '../../gateway/real/wait-until';
import { callButton, pointAt } from '../number-button';
import { markedNumbers, PageBrowser, waitForMarked } from '../page-browser';

jest.setTimeout(120_000);

const contact = `<!doctype html><title>Contact</title><body style="margin: 60px 20px">
<p id="one">Tel. 030 1234567</p>
<p id="two">Mobile: <b>0</b>171 <i>76</i>54321</p>
<p id="edited">Phone 030 7654321</p>
<div contenteditable>Phone 030 1111111</div><div role="textbox">Phone 030 2222222</div>
<textarea>Phone 030 3333333</textarea><code>030 4444444</code><pre>Phone 030 5555555</pre>
<div class="CodeMirror">Phone 030 6666666</div><script>// Phone 030 7777777</script>
<a href="tel:+49308888888">Phone 030 8888888</a>
<button id="before">A button of the page</button>
<div id="shadow"></div><dialog id="dialog"><p id="in-dialog">Phone 030 1212121</p></dialog>
<iframe id="framed" srcdoc="x" hidden></iframe>
<script>
  shadow.attachShadow({ mode: 'open' }).innerHTML = '<p>Phone 030 9090909</p>';
  globalThis.seen = [];
  for (const type of ['click', 'keydown', 'focusin', 'pointerdown', 'message', 'toggle', 'beforetoggle']) {
    addEventListener(type, (event) => {
      const own = event.target instanceof Element && (document.body.contains(event.target) || event.target.contains(document.body));
      if (!own) seen.push({ type, keys: Object.keys(event), detail: event.detail, text: String(event.target?.textContent) });
    }, true);
  }
</script>`;

let pages: PageBrowser;
let page: Page;

beforeAll(async () => {
  pages = await PageBrowser.start({
    countries: ['49'],
    pages: { '/contact': contact, '/empty': '<!doctype html><title>Empty</title><p>Nothing here.</p>' },
  });
});

beforeEach(async () => {
  await pages.heard();
  page = await pages.open('/49/contact');
  await waitForMarked(page, 4);
});

afterEach(() => page?.close());
afterAll(() => pages?.close());

const pointAtText = (selector: string) => pointAt(page, selector);

async function isGone(number: string): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('div:popover-open'), { polling });
  expect(await page.$(callButton(number))).toBeNull();
}

it('the button beside a number asks for it', async () => {
  await pointAtText('#one');
  await page.locator(callButton('030 1234567')).click();
  const { message } = await pages.nextHeard();
  expect(message).toEqual({ to: 'background', dial: { number: '030 1234567', kind: 'number' } });
  await isGone('030 1234567');
});

it('a number that stands in several elements is one', async () => {
  await pointAtText('#two');
  await page.locator(callButton('0171 7654321')).click();
  expect((await pages.nextHeard()).message.dial.number).toBe('0171 7654321');
});

it('inputs, editors, code and links that call have none', async () => {
  expect((await markedNumbers(page)).sort()).toEqual(
    ['030 1234567', '0171 7654321', '030 7654321', '030 9090909'].sort(),
  );
});

it('the page’s own elements stay as they are', async () => {
  const before = await page.evaluate(() => document.body.outerHTML);
  await pointAtText('#one');
  await page.waitForSelector(callButton('030 1234567'));
  expect(await page.evaluate(() => document.body.outerHTML)).toBe(before);
  const last = await page.evaluate(() => document.documentElement.lastElementChild?.matches(':popover-open'));
  expect(last).toBe(true);
});

it('goes with the pointer, and with Escape', async () => {
  await pointAtText('#one');
  await page.waitForSelector(callButton('030 1234567'));
  await page.mouse.move(600, 500);
  await isGone('030 1234567');
  await pointAtText('#one');
  await page.waitForSelector(callButton('030 1234567'));
  await page.keyboard.press('Escape');
  await isGone('030 1234567');
});

it('by keyboard: Alt+Shift+N goes to the numbers in sight, arrows to their neighbours, Enter asks', async () => {
  await page.focus('#before');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const goToNumbers = async () => {
    await page.keyboard.down('Alt');
    await page.keyboard.down('Shift');
    await page.keyboard.press('KeyN');
    await page.keyboard.up('Shift');
    await page.keyboard.up('Alt');
  };
  await goToNumbers();
  await page.waitForSelector(callButton('030 1234567'));
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector(callButton('0171 7654321'));
  await page.keyboard.press('ArrowUp');
  await page.waitForSelector(callButton('030 1234567'));
  await page.keyboard.press('Enter');
  expect((await pages.nextHeard()).message.dial.number).toBe('030 1234567');
  await page.focus('#before');
  await goToNumbers();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.id === 'before', { polling });
});

it('a caret in a number offers it', async () => {
  await page.evaluate(() => {
    const text = document.getElementById('one')?.firstChild;
    if (text) getSelection()?.collapse(text, 8);
  });
  await page.waitForSelector(callButton('030 1234567'));
});

it('a number in a modal dialog can be called: the button is in it', async () => {
  await page.$eval('#dialog', (dialog) => (dialog as HTMLDialogElement).showModal());
  await waitForMarked(page, 5);
  await pointAtText('#in-dialog');
  await page.locator(callButton('030 1212121')).click();
  expect((await pages.nextHeard()).message.dial.number).toBe('030 1212121');
});

describe('a page that changes', () => {
  it('is followed: text, elements, and what stands in several of them', async () => {
    await page.evaluate(() => {
      const byId = (id: string) => document.getElementById(id) as HTMLElement;
      (byId('one').firstChild as Text).data = 'Tel. 030 1234599';
      byId('two').remove();
      byId('edited').replaceChildren('Phone 030 ', document.createElement('b'));
      byId('edited').querySelector('b')?.append('7654399');
      byId('shadow').shadowRoot?.append('Phone 030 9090999');
    });
    const wanted = ['030 1234599', '030 7654399', '030 9090909', '030 9090999'];
    await waitUntil('the numbers that there are now', async () => {
      expect((await markedNumbers(page)).sort()).toEqual(wanted);
      return true;
    });
  });

  it('that begins to be edited has no number there any more', async () => {
    await page.$eval('#edited', (element) => element.setAttribute('contenteditable', ''));
    await waitForMarked(page, 3);
    await pointAtText('#edited');
    await pointAtText('#one');
    await page.waitForSelector(callButton('030 1234567'));
  });

  it('is read where a shadow root comes later, as soon as the pointer is in it', async () => {
    await page.evaluate(() => {
      const host = document.getElementById('one') as HTMLElement;
      host.attachShadow({ mode: 'open' }).innerHTML = '<span>Phone 030 1231231</span>';
    });
    await page.mouse.move(60, 70);
    await page.mouse.move(62, 70);
    await page.waitForFunction(
      () => [...(CSS.highlights.get('ringtab-number') ?? [])].some((range) => `${range}` === '030 1231231'),
      { polling },
    );
  });

  it('has its numbers back after it was left and come back to', async () => {
    await page.goto(pages.url('/49/empty'));
    await page.goBack();
    await waitForMarked(page, 4);
    await pointAtText('#one');
    await page.waitForSelector(callButton('030 1234567'));
  });
});

describe('a hostile page', () => {
  it('can neither look into the button nor press it, and is told nothing', async () => {
    await pointAtText('#one');
    await page.waitForSelector(callButton('030 1234567'));
    const looked = await page.evaluate(() => {
      const host = document.querySelector('html > div') as HTMLElement;
      host.click();
      for (const type of ['pointerdown', 'mousedown', 'click', 'pointerup']) {
        host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
      }
      const { left, top } = host.getBoundingClientRect();
      document.elementFromPoint(left + 5, top + 5)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyN', altKey: true, shiftKey: true }));
      return { inside: host.shadowRoot, text: host.textContent, attributes: host.getAttributeNames() };
    });
    expect(looked).toEqual({ inside: null, text: '', attributes: ['popover'] });
    await page.locator(callButton('030 1234567')).click();
    await pages.nextHeard();
    expect(await pages.heard()).toEqual([]);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: object[] }).seen);
    expect(JSON.stringify(seen)).not.toMatch(/030|1234567|Ringtab/);
  });

  it('that moves the pointer by itself gets no button', async () => {
    const shown = await page.$eval('#one', (element) => {
      const { top } = element.getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(element);
      const { right } = text.getBoundingClientRect();
      const event = { clientX: right - 12, clientY: top + 10, bubbles: true, composed: true };
      element.dispatchEvent(new PointerEvent('pointermove', event));
      element.dispatchEvent(new PointerEvent('pointerup', { ...event, pointerType: 'touch' }));
      return document.querySelector('div:popover-open') !== null;
    });
    expect(shown).toBe(false);
    await pointAtText('#edited');
    await page.waitForSelector(callButton('030 7654321'));
    expect(await page.$(callButton('030 1234567'))).toBeNull();
  });

  it('that marks other text as a number, or hides the button, changes no number', async () => {
    await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById('before') as HTMLElement);
      CSS.highlights.get('ringtab-number')?.add(range);
      const style = document.createElement('style');
      style.textContent =
        'html > div { display: none !important; opacity: 0 !important; transform: scale(0) !important }';
      document.head.append(style);
    });
    await pointAtText('#before');
    await pointAtText('#one');
    await page.locator(callButton('030 1234567')).click();
    expect((await pages.nextHeard()).message.dial.number).toBe('030 1234567');
  });
});

it('once the site is taken back, nothing is marked, offered or heard any more', async () => {
  await pointAtText('#one');
  await page.waitForSelector(callButton('030 1234567'));
  await pages.tell(stopOrder('number', 'http://127.0.0.1/*'));
  await page.waitForFunction(
    () => !CSS.highlights.has('ringtab-number') && !document.querySelector('html > div'),
    { polling },
  );
  await page.mouse.move(600, 500);
  await pointAtText('#one');
  await page.evaluate(() => document.body.append('Phone 030 1010101'));
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 2_000 })));
  expect(await markedNumbers(page)).toEqual([]);
  expect(await page.$('html > div')).toBeNull();
});
