import { textOf } from '../../../scripts/screens';
import { calmTime } from '../../../src/ui/confirm/input-guard';
import { denver } from '../../fakes/profiles';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import {
  chooseInMenu,
  clickAt,
  closeConfirmPage,
  confirmPage,
  confirmPages,
  decide,
  enterInAddressBar,
  holdClock,
  noConfirmPage,
  typeInAddressBar,
  whenCalm,
} from '../outside';
import { askDirectly, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let desk: Desk;
const selected = (selectionText: string) =>
  chooseInMenu(desk.browser, { menuItemId: 'call-selection', selectionText });

beforeAll(async () => {
  desk = await Desk.open({ profile: { DialRule: true, ...denver } });
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await closeConfirmPage(desk.browser);
});

/** The number in the Request-URI of the next call, which nobody answers. */
async function reached(call: () => Promise<unknown>): Promise<string | undefined> {
  const mark = desk.farEnd.mark();
  await call();
  const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
  return /^INVITE sip:([^@]*)@/.exec(invite.text)?.[1];
}

describe('a number chosen in Chrome’s menu', () => {
  it('is shown as it will be dialled, with its site, and called once somebody says so', async () => {
    await selected('Tel.: (212) 555-0100');
    const page = await confirmPage(desk.browser);
    await waitForWords(page, '912125550100');
    await waitForWords(page, 'crm.example.com');
    expect(desk.gateway.calls()).toEqual([]);
    expect(await reached(() => decide(page, 'call'))).toBe('912125550100');
    await noConfirmPage(desk.browser);
  });

  it('of a link is that of the link, without what a SIP address could hide', async () => {
    const linkUrl = 'sip:600@example.com?Replaces=a%3Bto-tag%3Db';
    await chooseInMenu(desk.browser, { menuItemId: 'call-link', linkUrl });
    const page = await confirmPage(desk.browser);
    expect(await page.$eval('.dialled-number', (number) => number.textContent)).toBe('sip:600@example.com');
  });

  it('is not called when somebody says no', async () => {
    await selected('303 555 1234');
    await decide(await confirmPage(desk.browser), 'cancel');
    await noConfirmPage(desk.browser);
    expect(desk.gateway.calls()).toEqual([]);
  });

  it('is never called by clicks and keys of its first half second, nor by those that follow them', async () => {
    await selected('303 555 1234');
    const page = await confirmPage(desk.browser);
    const call = await textOf(page, 'call');
    const clock = await holdClock(page);
    await clickAt(page, call, 2);
    for (let count = 0; count < 5; count++) {
      await clock.pass(400);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Space');
    }
    await clock.pass(400);
    await clickAt(page, call);
    await clock.goOn();
    expect(confirmPages(desk.browser)).toBe(1);
    expect(desk.gateway.calls()).toEqual([]);
    expect(await reached(() => decide(page, 'call'))).toBe('95551234');
  });

  it('is called with the keyboard alone', async () => {
    await selected('303 555 1234');
    const page = await confirmPage(desk.browser);
    await whenCalm(page);
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe(await textOf(page, 'confirm_title'));
    const call = await textOf(page, 'call');
    while ((await focused()) !== call) await page.keyboard.press('Tab');
    expect(await reached(() => page.keyboard.down('Enter'))).toBe('95551234');
  });

  it('takes the place of the one before, and the time begins anew', async () => {
    await selected('303 555 1111');
    const page = await confirmPage(desk.browser);
    await whenCalm(page);
    const clock = await holdClock(page);
    await clock.pass(calmTime);
    await selected('303 555 2222');
    await waitForWords(page, '95552222');
    await clickAt(page, await textOf(page, 'call'));
    await clock.goOn();
    expect(desk.gateway.calls()).toEqual([]);
    expect(confirmPages(desk.browser)).toBe(1);
    expect(await reached(() => decide(page, 'call'))).toBe('95552222');
  });

  it('waits on when the worker dies', async () => {
    await selected('303 555 3333');
    const page = await confirmPage(desk.browser);
    await desk.browser.killWorker();
    expect(await reached(() => decide(page, 'call'))).toBe('95553333');
  });

  it('is forgotten when its window is closed', async () => {
    await selected('303 555 4444');
    await (await confirmPage(desk.browser)).close();
    await noConfirmPage(desk.browser);
    await selected('303 555 5555');
    const page = await confirmPage(desk.browser);
    await waitForWords(page, '95555555');
  });
});

describe('a number of a contact', () => {
  beforeAll(async () => {
    const contact = {
      firstName: '<b>Zo\u00EB',
      middleName: '',
      lastName: '& "Sons"',
      company: '',
      email: '',
      numbers: [{ label: 'work', number: '+1 212 555 0177' }],
      favourite: false,
      note: '',
      language: '',
      address: { street: '', city: '', region: '', postal: '', country: '' },
    };
    const answer = await askDirectly(desk.phone, 'save-contact', { contact });
    expect(answer).toMatchObject({ ok: true });
  });

  it('is asked about by name', async () => {
    await selected('(212) 555-0177');
    await waitForWords(await confirmPage(desk.browser), '<b>Zoë & "Sons"');
  });

  it('that only ends like it has no name', async () => {
    await selected('+882 212 555 0177');
    const page = await confirmPage(desk.browser);
    await whenCalm(page);
    expect(await page.$('.confirm-name')).toBeNull();
  });

  it('is offered in the address bar by the name', async () => {
    const offered = await typeInAddressBar(desk.browser, 'zoe');
    expect(offered.slice(1)).toEqual([
      {
        content: '+1 212 555 0177',
        description: 'Call 912125550177 <dim>– &lt;b&gt;Zoë &amp; &quot;Sons&quot;</dim>',
      },
    ]);
    expect(await reached(() => enterInAddressBar(desk.browser, '+1 212 555 0177'))).toBe('912125550177');
  });

  it('and of an earlier call is offered once', async () => {
    const offered = await typeInAddressBar(desk.browser, '5550177');
    expect(offered.filter(({ content }) => content.includes('0177'))).toHaveLength(2);
  });
});

describe('a number typed in the address bar', () => {
  it('is offered as it will be dialled', async () => {
    const [first] = await typeInAddressBar(desk.browser, '(212) 555-0100');
    expect(first?.description).toBe('Call 912125550100 <dim>– (212) 555-0100</dim>');
  });

  it.each(['<b>&"\'', '\u0000\u202E', ''])('%j breaks nothing', async (text) => {
    const [first] = await typeInAddressBar(desk.browser, text);
    expect(first?.description).toBe(await textOf(desk.phone, 'omnibox_hint'));
  });

  it('is called at once, and the phone shows it', async () => {
    expect(await reached(() => enterInAddressBar(desk.browser, '(212) 555-0100'))).toBe('912125550100');
    await desk.seesWords('(212) 555-0100');
    expect(confirmPages(desk.browser)).toBe(0);
  });

  it('is a name, and whoever may be meant is shown before anybody is called', async () => {
    await enterInAddressBar(desk.browser, 'reception');
    await waitForWords(await confirmPage(desk.browser), 'reception');
    expect(desk.gateway.calls()).toEqual([]);
  });
});

it('Chrome has taken every entry of its menus', async () => {
  const worker = await desk.browser.worker();
  const there = await worker.evaluate(async () => {
    const ids = ['call-selection', 'call-link', 'find-numbers', 'no-such-entry'];
    // Chrome answers an update of what is not there with an error.
    const updates = ids.map((id) =>
      chrome.contextMenus
        .update(id, {})
        .then(() => id)
        .catch(() => undefined),
    );
    return (await Promise.all(updates)).filter((id) => id !== undefined);
  });
  expect(there).toEqual(['call-selection', 'call-link', 'find-numbers']);
});

it('signed out, the window says what to do, and calls once that is done', async () => {
  await desk.phone.evaluate(() =>
    chrome.runtime.sendMessage({ to: 'background', intent: 'sign-out', args: {} }),
  );
  await desk.sees('sign_in');
  await enterInAddressBar(desk.browser, '303 555 1234');
  const page = await confirmPage(desk.browser);
  await waitForWords(page, await textOf(page, 'confirm_signed_out'));
  const call = await page.$(`::-p-aria([name="${await textOf(page, 'call')}"][role="button"])`);
  await waitUntil(
    'no call possible',
    async () => (await call?.evaluate((b) => (b as HTMLButtonElement).disabled)) ?? false,
  );
  await desk.phone.bringToFront();
  const password = await desk.phone.waitForSelector('input[type=password]');
  await password?.type('demo-201');
  await password?.press('Enter');
  await waitUntil(
    'a call possible',
    async () => !(await call?.evaluate((b) => (b as HTMLButtonElement).disabled)),
  );
  expect(await reached(() => decide(page, 'call'))).toBe('95551234');
});
