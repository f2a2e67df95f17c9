import { clickOn, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { Leg } from '../../gateway/demo/leg';
import type { PlacedCall, PlacedCallOptions } from '../../gateway/demo/placed-call';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { listenToSounds, waitForNoSound, waitForSound } from '../phone-sounds';
import { currentSnapshot, polling } from '../screen-probes';

jest.setTimeout(90_000);

const toneHertz = 440;
/** Of the four notes that the phone rings with. */
const ringHertz = [494, 659, 831, 988];
const grace = { number: '207', name: 'Grace Kim' };

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
  // The offscreen document is there as soon as somebody begins to type a number.
  await desk.type('6');
  await listenToSounds(await desk.browser.offscreen());
  await desk.type('');
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await desk.showsBadge('');
  await notifies(0);
});

const offscreen = () => desk.browser.offscreen();

/** Waits until so many notifications of ringing calls are there. */
async function notifies(count: number): Promise<void> {
  await waitUntil(`${count} notifications`, async () => (await desk.notifications()).length === count);
}

function calls(options: Partial<PlacedCallOptions> = {}): PlacedCall {
  return desk.gateway.call({ to: '201', from: grace, media: 'tone', toneHertz, ...options });
}

async function rings(options: Partial<PlacedCallOptions> = {}): Promise<PlacedCall> {
  const call = calls(options);
  await waitForButton(desk.phone, 'answer');
  return call;
}

describe('an incoming call', () => {
  it('rings, until it is answered and heard at both ends', async () => {
    const call = await rings();
    await waitForSound(await offscreen(), ringHertz);
    await press(desk.phone, 'answer');
    const leg = await call.answered;
    await waitForButton(desk.phone, 'hold');
    await waitForNoSound(await offscreen());
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(await offscreen(), toneHertz);
    await press(desk.phone, 'hang_up');
    expect((await call.ended).by).toBe('remote');
  });

  it('leaves no notification behind, however soon it is over', async () => {
    for (let count = 0; count < 8; count++) {
      const call = calls();
      await waitUntil('it rings', () => call.state === 'ringing', { everyMs: 1 });
      call.cancel();
      await call.ended;
    }
    await notifies(0);
  });

  it('is an alert on every open screen, with who calls', async () => {
    const screens = [await desk.browser.openScreen('popup'), await desk.browser.openScreen('side-panel')];
    await rings();
    for (const screen of [desk.phone, ...screens]) {
      await waitForButton(screen, 'answer');
      const alert = await screen.$eval('[role="alert"].incoming', (card) => card.textContent ?? '');
      expect(alert).toContain('Grace Kim');
      expect(alert).toContain('207');
    }
    await Promise.all(screens.map((screen) => screen.close()));
  });

  it('has a badge and a notification with Answer and Decline while it rings', async () => {
    await desk.noteNotifications();
    const call = await rings();
    await desk.showsBadge('☎');
    const [shown] = await waitUntil('a notification', async () => {
      const notes = await desk.notedNotifications();
      return notes.length > 0 && notes;
    });
    expect(shown).toMatchObject({
      title: await textOf(desk.phone, 'notification_incoming_title'),
      message: 'Grace Kim\n207',
      buttons: [
        { title: await textOf(desk.phone, 'notification_answer') },
        { title: await textOf(desk.phone, 'notification_decline') },
      ],
    });
    await notifies(1);
    await press(desk.phone, 'decline');
    await call.ended;
    await desk.showsBadge('');
    await notifies(0);
  });

  it('is declined with 486', async () => {
    const call = await rings();
    await press(desk.phone, 'decline');
    await desk.sees('end_declined');
    expect((await call.ended).status).toBe(486);
    await waitForNoSound(await offscreen());
  });

  it('is declined from its notification', async () => {
    const call = await rings();
    await desk.clickNotification(1);
    expect((await call.ended).status).toBe(486);
  });

  it('answered on two screens at the same moment is answered once', async () => {
    const popup = await desk.browser.openScreen('popup');
    const mark = desk.farEnd.mark();
    const call = await rings();
    await waitForButton(popup, 'answer');
    const buttons = await Promise.all([desk.phone, popup].map((screen) => desk.button(screen, 'answer')));
    await Promise.all(buttons.map((button) => desk.click(button)));
    const leg = await call.answered;
    await desk.farEnd.hears(leg, ownHertz);
    // The answer is sent again until it is acknowledged.
    const answers = desk.farEnd.since(mark, { method: 'INVITE', direction: 'in', status: 200 });
    expect(new Set(answers.map(({ text }) => /^To:.*;tag=(\S+)/m.exec(text)?.[1])).size).toBe(1);
    await desk.sees('mute', popup);
    await popup.close();
  });

  it.each([
    ['Diversion', 'incoming_call_for'],
    ['Referred-By', 'incoming_call_transferred'],
  ] as const)('says by whom it was sent on: %s', async (header, words) => {
    await rings({ headers: { [header]: '"Sales" <sip:300@demo.ringtab>;reason=unconditional' } });
    await desk.seesWords(await textOf(desk.phone, words, 'Sales'));
  });

  it('says for whom it was and over whom it came, and nothing of a caller who wants it so', async () => {
    const call = await rings({
      headers: {
        Privacy: 'id',
        'P-Asserted-Identity': '"Grace" <sip:207@demo.ringtab>, <tel:+33145551234>',
        'History-Info':
          '"Sales" <sip:300@demo.ringtab>;index=1, "Reception" <sip:9@demo.ringtab;cause=302>;index=1.1;mp=1, ' +
          '<sip:201@demo.ringtab;cause=480>;index=1.1.1;mp=1.1',
      },
    });
    await desk.seesWords(await textOf(desk.phone, 'incoming_call_for_via', 'Sales', 'Reception'));
    await desk.sees('party_withheld');
    const card = await desk.phone.$eval('.incoming', (element) => element.textContent ?? '');
    expect(card).not.toMatch(/Grace|207|555/);
    await press(desk.phone, 'decline');
    await call.ended;
  });
});

describe('a call that comes in while one talks', () => {
  let first: PlacedCall;
  let firstLeg: Leg;

  /** The second call, which waits. */
  async function waits(before = async () => undefined as unknown): Promise<PlacedCall> {
    first = await rings();
    await press(desk.phone, 'answer');
    firstLeg = await first.answered;
    await desk.farEnd.hears(firstLeg, ownHertz);
    await before();
    const second = calls({ from: { number: '208' } });
    await waitForButton(desk.phone, 'hold_and_answer');
    return second;
  }

  async function pressAlt(letter: 'm' | 't' | 'u'): Promise<void> {
    const { keyboard } = desk.phone;
    await keyboard.down('Alt');
    await keyboard.press(letter);
    await keyboard.up('Alt');
  }

  it('is told softly in the ear, and answering it holds the first', async () => {
    const second = await waits();
    await waitForSound(await offscreen(), [425]);
    const ringing = await desk.phone.$eval('.incoming', (card) => card.textContent ?? '');
    expect(ringing).toContain(await textOf(desk.phone, 'incoming_keys_waiting'));
    await press(desk.phone, 'hold_and_answer');
    const secondLeg = await second.answered;
    await desk.farEnd.isTold(firstLeg, 'sendonly');
    await desk.farEnd.hears(secondLeg, ownHertz);
    await desk.farEnd.hearsSilence(firstLeg);
    await waitForNoSound(await offscreen());
    second.hangUp();
    await waitForButton(desk.phone, 'resume');
  });

  it('is answered by Alt+U, which ends the first', async () => {
    const second = await waits();
    await pressAlt('u');
    const secondLeg = await second.answered;
    expect((await first.ended).by).toBe('remote');
    await desk.farEnd.hears(secondLeg, ownHertz);
    await waitUntil('one call', async () => (await currentSnapshot(desk.phone)).calls.length === 1);
  });

  it('is declined by Escape, and the first goes on, whose keys were there all the while', async () => {
    const second = await waits();
    await pressAlt('m');
    await waitForButton(desk.phone, 'unmute');
    await pressAlt('m');
    await waitForButton(desk.phone, 'mute');
    const mark = desk.farEnd.mark();
    // As after a click into the field in which nothing is written.
    await desk.phone.focus('.number');
    await desk.phone.keyboard.press('Escape');
    expect((await second.ended).status).toBe(486);
    await waitForNoButton(desk.phone, 'hold_and_answer');
    await waitForNoSound(await offscreen());
    await desk.farEnd.hears(firstLeg, ownHertz);
    const asked = desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' });
    expect(asked.filter(({ status }) => status === undefined)).toEqual([]);
  });

  it('neither takes away nor answers to what is being written in the form of a transfer', async () => {
    const { keyboard } = desk.phone;
    const second = await waits(async () => {
      await pressAlt('t');
      await desk.phone.waitForSelector('.transfer-number:focus');
      await keyboard.type('20');
    });
    await keyboard.type('8');
    second.cancel();
    await second.ended;
    await waitForNoButton(desk.phone, 'hold_and_answer');
    expect(
      await desk.phone.$eval('.transfer-number:focus', (field) => (field as HTMLInputElement).value),
    ).toBe('208');
  });
});

describe('a call that nobody answered', () => {
  const firstRow = () => desk.phone.$eval('.virtual-list li', (row) => row.textContent ?? '');

  it('counts on the badge until the list of calls is opened', async () => {
    const call = await rings();
    call.cancel();
    await waitForNoButton(desk.phone, 'answer');
    await desk.showsBadge('1');
    const another = await rings();
    another.cancel();
    await desk.showsBadge('2');
    await desk.openTab('calls');
    await desk.showsBadge('');
    await waitUntil('the call on top of the list', async () => {
      const row = await firstRow();
      return row.includes('Grace Kim') && row.includes('Missed');
    });
    await waitForNoSound(await offscreen());
  });

  it('is not missed when another phone took it', async () => {
    const call = await rings();
    call.cancel('SIP;cause=200;text="Call completed elsewhere"');
    await desk.sees('end_answered_elsewhere');
    await waitForNoButton(desk.phone, 'answer');
    await desk.openTab('calls');
    const words = await textOf(desk.phone, 'outcome_answered_elsewhere');
    await desk.phone.waitForFunction(
      (outcome) => document.querySelector('.virtual-list li')?.textContent?.includes(outcome),
      { polling },
      words,
    );
    expect(await desk.badge()).toBe('');
  });

  it('was given up in the moment of the answer: it is over on both sides', async () => {
    const call = await rings();
    const button = await desk.button(desk.phone, 'answer');
    const clicked = desk.click(button);
    call.hangUp();
    await clicked;
    await waitForNoButton(desk.phone, 'answer');
    call.hangUp();
    await desk.farEnd.isQuiet();
    await waitForNoButton(desk.phone, 'hang_up');
  });
});

describe('with no screen open', () => {
  it('is answered from the notification', async () => {
    await desk.phone.close();
    const call = calls();
    await desk.clickNotification(0);
    const leg = await call.answered;
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(await offscreen(), toneHertz);
  });

  it('opens its window where the setting says so, and only one', async () => {
    const settings = await desk.browser.openScreen('settings', { width: 800, height: 900 });
    await clickOn(settings, `::-p-aria([name="${await textOf(settings, 'incoming_window')}"])`);
    await waitUntil('the setting', async () => (await currentSnapshot(desk.phone)).settings.windowOnIncoming);
    await settings.close();
    await desk.phone.close();
    const both = [calls(), calls({ from: { number: '208' } })];
    const url = desk.browser.url('window.html');
    const windows = () => desk.browser.browser.targets().filter((target) => target.url() === url);
    await waitUntil('a window', () => windows().length > 0);
    for (const call of both) call.cancel();
    await Promise.all(both.map((call) => call.ended));
    const last = calls();
    await waitUntil('it rings', () => last.state === 'ringing');
    await waitUntil('a notification', async () => (await desk.notifications()).length > 0);
    expect(windows()).toHaveLength(1);
    last.cancel();
    const [window] = windows();
    await (await window?.page())?.close();
  });
});
