import {
  clickOn,
  control,
  polling,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import type { MessageKey } from '../../../src/ui/messages';
import type { Leg } from '../../gateway/demo/leg';
import type { ReferBehaviour } from '../../gateway/demo/script-state';
import { newestCallIs } from '../call-log-probe';
import { addContact, openContact, openContacts } from '../contacts-screen';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { talking } from '../talking';

jest.setTimeout(90_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

/** Says it, with the number in it. */
async function sees(key: MessageKey, number: string): Promise<void> {
  const words = await desk.phone.evaluate((name, to) => chrome.i18n.getMessage(name, to), key, number);
  await desk.seesWords(words);
}

async function pressTransfer(): Promise<void> {
  await desk.phone.keyboard.down('Alt');
  await desk.phone.keyboard.press('KeyT');
  await desk.phone.keyboard.up('Alt');
  await desk.phone.waitForSelector('.transfer-number:focus');
}

/** By keys only: Alt+T, the number, Enter. */
async function transferTo(number: string): Promise<void> {
  await pressTransfer();
  await desk.phone.keyboard.type(number);
  await desk.phone.keyboard.press('Enter');
}

/** What has become of it, at last. */
async function notified(leg: Leg, status: number): Promise<void> {
  await leg.request('NOTIFY', {
    headers: [
      ['Event', 'refer'],
      ['Subscription-State', 'terminated;reason=noresource'],
    ],
    body: `SIP/2.0 ${status} As Called\r\n`,
    contentType: 'message/sipfrag',
  });
}

describe('a call that is transferred', () => {
  it('by the menu: says which number will be dialled, how far it is, and that it is done', async () => {
    desk.gateway.script.behave('208', { does: 'ring' });
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'call_more');
    const item = await textOf(desk.phone, 'transfer');
    await clickOn(desk.phone, `::-p-aria([name="${item}"][role="menuitem"])`);
    await desk.phone.waitForSelector('.transfer-number:focus');
    await desk.phone.keyboard.type('208');
    await desk.phone.waitForFunction(
      () => document.querySelector('.transfer .dial-line')?.textContent?.includes('208'),
      { polling },
    );
    await press(desk.phone, 'transfer_send');
    await sees('transfer_ringing', '208');
    await notified(leg, 200);
    await sees('end_transferred_to', '208');
    await desk.farEnd.isOver(leg);
    expect(leg.end?.by).toBe('remote');
    const refer = await desk.farEnd.message(mark, { method: 'REFER' });
    expect(refer.text).toMatch(/^Refer-To: <sip:208@/m);
    await desk.hasNoMediaLeft();
    await newestCallIs(desk.phone, { called: '601', reason: 'transferred' });
  });

  it.each<[string, string, MessageKey, ReferBehaviour | undefined]>([
    ['is refused', '208', 'transfer_failed_not_taken', { status: 403 }],
    ['finds nobody of that number', '555', 'transfer_failed_no_such_number', undefined],
    ['finds them busy', '9486', 'transfer_failed_busy', undefined],
    ['is declined', '9603', 'transfer_failed_declined', undefined],
    [
      'is told of no more',
      '208',
      'transfer_failed_no_word',
      { notices: [{ status: 180 }, { state: 'terminated;reason=timeout', status: 180 }] },
    ],
    [
      'is told nothing that can be read',
      '208',
      'transfer_failed_no_word',
      { notices: [{ body: '\u0000nonsense' }, { state: 'terminated', body: '' }] },
    ],
    [
      'is told late of what came before',
      '208',
      'transfer_failed_busy',
      { notices: [{ status: 486 }, { status: 180, state: 'active' }, { status: 200 }] },
    ],
    [
      'is told before it is accepted',
      '208',
      'transfer_failed_busy',
      {
        notices: [
          { status: 180, early: true },
          { status: 486, early: true },
        ],
      },
    ],
  ])('%s, and goes on', async (_what, number, sentence, refer) => {
    desk.gateway.script.refer(refer);
    const leg = await talking(desk);
    await transferTo(number);
    await sees(sentence, number);
    await desk.farEnd.stillReceives(leg);
    await desk.farEnd.hears(leg, ownHertz);
    await press(desk.phone, 'dismiss');
    await desk.phone.waitForFunction(() => document.querySelector('.call .notice') === null, { polling });
  });

  it('is accepted without a further word: the other side has gone when it leaves', async () => {
    desk.gateway.script.refer({ bye: true });
    const leg = await talking(desk);
    await transferTo('208');
    await sees('end_transferred_to', '208');
    await desk.farEnd.isOver(leg);
  });

  it('can be told of while the worker is dead', async () => {
    desk.gateway.script.behave('208', { does: 'ring' });
    const leg = await talking(desk);
    await transferTo('208');
    await sees('transfer_ringing', '208');
    const mark = desk.farEnd.mark();
    await desk.browser.killWorker();
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.callsAreTakenUp();
    await sees('transfer_ringing', '208');
    await notified(leg, 200);
    await sees('end_transferred_to', '208');
    await desk.farEnd.isOver(leg);
  });

  it('outlives the loss of the socket', async () => {
    desk.gateway.script.behave('208', { does: 'ring' });
    const leg = await talking(desk);
    await transferTo('208');
    await sees('transfer_ringing', '208');
    const mark = desk.farEnd.mark();
    desk.gateway.script.drop();
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.callsAreTakenUp();
    await notified(leg, 486);
    await sees('transfer_failed_busy', '208');
    await desk.farEnd.hears(leg, ownHertz);
  });
});

describe('to a contact', () => {
  beforeAll(async () => {
    await addContact(desk.phone, { firstName: 'Anna', lastName: 'Weiss', numbers: ['209'] });
    await desk.openTab('keypad');
  });
  beforeEach(() => desk.gateway.script.behave('209', { does: 'answer', media: 'tone' }));

  it('by some letters of the name', async () => {
    const leg = await talking(desk);
    await pressTransfer();
    await desk.phone.keyboard.type('weis');
    await desk.phone.waitForSelector('.transfer .suggestion');
    await desk.phone.keyboard.press('ArrowDown');
    await desk.phone.waitForSelector('.suggestion:focus');
    await desk.phone.keyboard.press('Enter');
    await desk.phone.waitForFunction(
      () => document.activeElement instanceof HTMLInputElement && document.activeElement.value === '209',
      { polling },
    );
    await desk.phone.keyboard.press('Enter');
    await sees('end_transferred_to', 'Anna Weiss');
    await desk.farEnd.isOver(leg);
  });

  it('from their card', async () => {
    const leg = await talking(desk);
    await openContacts(desk.phone);
    if (!(await desk.phone.$('.contact-card'))) await openContact(desk.phone, 'Anna Weiss');
    await clickOn(desk.phone, '.contact-number button:last-of-type');
    await sees('end_transferred_to', 'Anna Weiss');
    await desk.farEnd.isOver(leg);
  });
});

describe('the form for it', () => {
  it('is closed by Escape, and keeps the call as it is', async () => {
    await talking(desk);
    await pressTransfer();
    await desk.phone.keyboard.press('Escape');
    await waitForNoButton(desk.phone, 'transfer_send');
    await waitForButton(desk.phone, 'hold');
  });

  it('says of a number that it cannot be dialled', async () => {
    await talking(desk);
    await transferTo('208,,1');
    await desk.sees('error_number_not_diallable');
    expect(await desk.phone.$(await control(desk.phone, 'button', 'transfer_send'))).not.toBeNull();
  });
});
