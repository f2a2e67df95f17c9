import type { TransferNews } from '../../../src/domain/transfer';
import {
  bodyOf,
  farNumber,
  flowIn,
  OtherPhoneDesk,
  phoneNumber,
  refusing,
  ringing,
  soundOf,
} from '../../fakes/other-phone-desk';
import { answerWith } from '../../fakes/whole-phone';

const third = '206';

let desk: OtherPhoneDesk;

beforeEach(async () => {
  desk = await OtherPhoneDesk.open();
});
afterEach(() => desk.whole.close());

async function hears(id: string, news: TransferNews): Promise<void> {
  desk.book.find(id).session?.delegate?.onTransferNews?.(news);
  await desk.settled();
}
const answered: TransferNews = { type: 'notice', status: 200, over: true };

async function nothingIsLeft(): Promise<void> {
  await jest.advanceTimersByTimeAsync(33_000);
  expect(desk.whole.leftovers()).toEqual({ dialogs: 0, clients: 0, servers: 0, sessions: 0 });
  expect(desk.calls).toEqual([]);
}

describe('a call on another phone that is transferred', () => {
  it('sends the other side to a number, and lets the phone go once they talk', async () => {
    await desk.place();
    await desk.transfer.toNumber({ callId: 'call', number: third });
    await desk.settled();
    expect(desk.sent.at(-1)).toBe(`REFER ${farNumber}`);
    expect(desk.latest('REFER', farNumber).header('Refer-To')).toContain(`sip:${third}@`);
    expect(desk.calls).toMatchObject([{ transfer: { state: 'under-way' } }]);
    await hears('call', answered);
    expect(desk.ended).toMatchObject([{ reason: 'transferred', transferredTo: { number: third } }]);
    expect(desk.sent.slice(-2).sort()).toEqual([`BYE ${phoneNumber}`, `BYE ${farNumber}`].sort());
    await nothingIsLeft();
  });

  it('that is refused goes on as it was, on the phone', async () => {
    await desk.place();
    await desk.transfer.toNumber({ callId: 'call', number: third });
    await hears('call', { type: 'refused', status: 405 });
    expect(desk.calls).toMatchObject([
      { state: 'talking', transfer: { state: 'failed' }, otherPhone: { state: 'answered' } },
    ]);
    expect(desk.sent.join()).not.toContain('BYE');
  });

  it('joins two other sides, and lets go both lines of the phone', async () => {
    await desk.place();
    await desk.holding.setHold('call', true);
    await desk.place(third, 'second');
    expect(desk.calls).toMatchObject([
      { held: true },
      { state: 'talking', otherPhone: { state: 'answered' } },
    ]);
    desk.transfer.toCall({ callId: 'call', otherId: 'second' });
    await desk.settled();
    const referTo = decodeURIComponent(desk.latest('REFER', farNumber).header('Refer-To'));
    expect(referTo).toContain(`Replaces=${desk.latest('INVITE', third).header('Call-ID')}`);
    await hears('call', answered);
    expect(desk.ended).toMatchObject([{ reason: 'transferred' }, { reason: 'transferred' }]);
    const byes = desk.sent.filter((each) => each.startsWith('BYE'));
    expect(byes.sort()).toEqual(
      [`BYE ${third}`, `BYE ${phoneNumber}`, `BYE ${phoneNumber}`, `BYE ${farNumber}`].sort(),
    );
    await nothingIsLeft();
  });
});

describe('whose other side sends us to somebody else', () => {
  const wish = { to: { number: third, name: '' }, target: `sip:${third}@example.com`, sequence: 1 };

  async function follow(): Promise<void> {
    await desk.place();
    expect(desk.book.find('call').session?.delegate?.onReferred?.(wish)).toBe(true);
    void desk.referral.follow('call');
    await desk.settled();
  }

  it('is heard by the phone as soon as they answer, which need not be picked up again', async () => {
    desk.answers.set(third, ringing);
    await follow();
    expect(bodyOf(desk.latest('INVITE', third))).toBe('');
    expect(desk.calls).toMatchObject([{ referral: { state: 'ringing' } }]);
    const mark = desk.requests.length;
    desk.answers.delete(third);
    await desk.receives(answerWith(desk.latest('INVITE', third), soundOf('third')));
    // Silence comes first: the phone must not take them for the one before.
    expect(desk.flowsOffered(phoneNumber, mark)).toEqual(['inactive', 'sendrecv']);
    expect(bodyOf(desk.latest('INVITE', phoneNumber))).toContain('ice-ufrag:third');
    expect(bodyOf(desk.latest('ACK', third))).toContain('ice-ufrag:phone');
    expect(desk.sent.slice(mark)).toContain(`BYE ${farNumber}`);
    expect(desk.sent).not.toContain(`BYE ${phoneNumber}`);
    expect(desk.calls).toMatchObject([
      { state: 'talking', party: { number: third }, otherPhone: { state: 'answered' } },
    ]);
    // It is theirs from now on.
    await desk.holding.setHold('call', true);
    await desk.settled();
    expect(flowIn(desk.latest('INVITE', third))).toBe('inactive');
    expect(flowIn(desk.latest('INVITE', phoneNumber))).toBe('inactive');
    desk.book.end('call', 'hung-up');
    await desk.settled();
    expect(desk.sent.slice(-2).sort()).toEqual([`BYE ${third}`, `BYE ${phoneNumber}`].sort());
    await nothingIsLeft();
  });

  it('goes on as it was where they do not answer', async () => {
    desk.answers.set(third, refusing('486 Busy Here'));
    await follow();
    expect(desk.calls).toMatchObject([
      { state: 'talking', party: { number: farNumber }, referral: { state: 'failed' } },
    ]);
    const mark = desk.requests.length;
    await desk.holding.setHold('call', true);
    await desk.settled();
    expect(desk.sent.slice(mark)).toEqual([
      `INVITE ${farNumber}`,
      `ACK ${farNumber}`,
      `INVITE ${phoneNumber}`,
      `ACK ${phoneNumber}`,
    ]);
    desk.book.end('call', 'hung-up');
    await nothingIsLeft();
  });

  it('goes on as it was where the user changes their mind', async () => {
    desk.answers.set(third, ringing);
    await follow();
    desk.referral.refuse('call');
    await desk.settled();
    expect(desk.sent.at(-1)).toBe(`CANCEL ${third}`);
    expect(desk.calls).toMatchObject([{ state: 'talking', otherPhone: { state: 'answered' } }]);
    expect(desk.sent.join()).not.toContain('BYE');
  });
});
