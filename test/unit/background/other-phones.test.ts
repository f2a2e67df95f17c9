import { type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { incomingInvite, inDialogAnswered } from '../../fakes/far-requests';
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
import { signOut } from '../../fakes/phone-at-gateway';
import { answerWith } from '../../fakes/whole-phone';

let desk: OtherPhoneDesk;

beforeEach(async () => {
  desk = await OtherPhoneDesk.open();
});
afterEach(() => desk.whole.close());

/** Time enough for every timer of RFC 3261, and then nothing of any call is left in sip.js. */
async function nothingIsLeft(): Promise<void> {
  await jest.advanceTimersByTimeAsync(33_000);
  expect(desk.whole.leftovers()).toEqual({ dialogs: 0, clients: 0, servers: 0, sessions: 0 });
  expect(desk.calls).toEqual([]);
}

const cancelOf = (callId: string) =>
  incomingInvite(callId).replace('INVITE ', 'CANCEL ').replace('CSeq: 1 INVITE', 'CSeq: 1 CANCEL');

/** What the caller is answered. */
async function answerHere(): Promise<FakeRequest | undefined> {
  desk.book.apply('call', { type: 'answer' });
  void desk.book.get('call')?.session?.answer();
  await desk.settled();
  return desk.requests.findLast(({ text }) => text.startsWith('SIP/2.0 200'));
}

const hangUp = () => desk.book.end('call', 'hung-up');
const toPhone = `INVITE ${phoneNumber}`;
const toFar = `INVITE ${farNumber}`;

describe('a call on another phone', () => {
  it('calls that phone with silence, then the other side for its offer, and lets each hear the other', async () => {
    await desk.place();
    expect(desk.sent).toEqual([
      toPhone,
      `ACK ${phoneNumber}`,
      toFar,
      toPhone,
      `ACK ${phoneNumber}`,
      `ACK ${farNumber}`,
    ]);
    const [first, firstAck, far, again, , farAck] = desk.requests;
    if (!first || !firstAck || !far || !again || !farAck) throw new Error('too few');
    expect(flowIn(first)).toBe('inactive');
    expect([bodyOf(firstAck), bodyOf(far)]).toEqual(['', '']);
    expect(bodyOf(again)).toContain('ice-ufrag:far');
    expect(flowIn(again)).toBe('sendrecv');
    expect(bodyOf(farAck)).toContain('ice-ufrag:phone');
    expect(flowIn(farAck)).toBe('sendrecv');
    expect(desk.calls).toMatchObject([
      { state: 'talking', otherPhone: { number: phoneNumber, state: 'answered' } },
    ]);
    hangUp();
    await desk.settled();
    expect(desk.sent.slice(-2).sort()).toEqual([`BYE ${phoneNumber}`, `BYE ${farNumber}`].sort());
    await nothingIsLeft();
  });

  it('says how far it is, and calls nobody else while that phone rings', async () => {
    desk.answers.set(phoneNumber, () => undefined);
    await desk.place();
    expect(desk.calls).toMatchObject([{ state: 'calling', otherPhone: { state: 'calling' } }]);
    await desk.receives(ringing(desk.latest('INVITE', phoneNumber)));
    expect(desk.calls).toMatchObject([{ state: 'calling', otherPhone: { state: 'ringing' } }]);
    expect(desk.sent).toEqual([toPhone]);
    desk.answers.set(farNumber, ringing);
    await desk.receives(answerWith(desk.latest('INVITE', phoneNumber), soundOf('phone', 'inactive')));
    expect(desk.calls).toMatchObject([{ state: 'ringing', otherPhone: { state: 'answered' } }]);
    // A ringing that was overtaken changes nothing.
    await desk.receives(ringing(desk.latest('INVITE', phoneNumber)));
    expect(desk.calls).toMatchObject([{ state: 'ringing', otherPhone: { state: 'answered' } }]);
    desk.book.end('call', 'cancelled');
    await desk.settled();
    expect(desk.sent.slice(-2).sort()).toEqual([`BYE ${phoneNumber}`, `CANCEL ${farNumber}`].sort());
    await desk.receives(respond(desk.latest('INVITE', farNumber), '487 Request Terminated'));
    await nothingIsLeft();
  });

  it.each([
    ['486 Busy Here', 'phone-busy'],
    ['603 Decline', 'phone-busy'],
    ['480 Temporarily Unavailable', 'phone-no-answer'],
    ['408 Request Timeout', 'phone-no-answer'],
    ['404 Not Found', 'phone-not-reached'],
    ['403 Forbidden', 'phone-not-reached'],
    ['488 Not Acceptable Here', 'phone-not-reached'],
    ['500 Server Internal Error', 'phone-not-reached'],
    ['503 Service Unavailable', 'gateway-unavailable'],
    ['302 Moved Temporarily', 'phone-not-reached'],
  ])('whose phone says %s ends with %s, and nobody else is called', async (status, reason) => {
    desk.answers.set(phoneNumber, refusing(status));
    await desk.place();
    expect(desk.ended).toMatchObject([{ reason, answeredAt: undefined }]);
    expect(desk.sent).toEqual([toPhone, `ACK ${phoneNumber}`]);
    await nothingIsLeft();
  });

  it.each([
    ['486 Busy Here', 'busy'],
    ['404 Not Found', 'no-such-number'],
    ['603 Decline', 'declined-by-other'],
  ])('whose other side says %s ends with %s, and the phone is let go', async (status, reason) => {
    desk.answers.set(farNumber, refusing(status));
    await desk.place();
    expect(desk.ended).toMatchObject([{ reason }]);
    expect(desk.sent.at(-1)).toBe(`BYE ${phoneNumber}`);
    await nothingIsLeft();
  });

  it('whose phone does not take what the other side offers is over for both', async () => {
    desk.answers.set(phoneNumber, (request) =>
      flowIn(request) === 'inactive'
        ? answerWith(request, soundOf('phone', 'inactive'))
        : respond(request, '488 Not Acceptable Here'),
    );
    await desk.place();
    expect(desk.ended).toMatchObject([{ answeredAt: undefined }]);
    expect(desk.sent).toContain(`BYE ${phoneNumber}`);
    expect(desk.sent).toContain(`BYE ${farNumber}`);
    await nothingIsLeft();
  });

  it('that was given up while the phone rings is cancelled there, and a late answer finds nobody', async () => {
    desk.answers.set(phoneNumber, ringing);
    await desk.place();
    desk.book.end('call', 'cancelled');
    await desk.settled();
    expect(desk.sent).toEqual([toPhone, `CANCEL ${phoneNumber}`]);
    await desk.receives(answerWith(desk.latest('INVITE', phoneNumber), soundOf('phone')));
    expect(desk.sent.slice(-2)).toEqual([`ACK ${phoneNumber}`, `BYE ${phoneNumber}`]);
    await nothingIsLeft();
  });

  it('that the phone puts down before the other side has answered is cancelled there', async () => {
    desk.answers.set(farNumber, ringing);
    await desk.place();
    await desk.receives(desk.from(phoneNumber, 'BYE', { number: 7 }));
    expect(desk.ended).toMatchObject([{ reason: 'cancelled' }]);
    expect(desk.sent.at(-1)).toBe(`CANCEL ${farNumber}`);
    await desk.receives(respond(desk.latest('INVITE', farNumber), '487 Request Terminated'));
    await nothingIsLeft();
  });

  it.each([
    [phoneNumber, farNumber, 'hung-up'],
    [farNumber, phoneNumber, 'other-hung-up'],
  ])('is over for both when %s hangs up', async (who, other, reason) => {
    await desk.place();
    await desk.receives(desk.from(who, 'BYE', { number: 7 }));
    expect(desk.ended).toMatchObject([{ reason }]);
    expect(desk.sent.at(-1)).toBe(`BYE ${other}`);
    await nothingIsLeft();
  });

  it('is on hold for both, and resumed for both', async () => {
    await desk.place();
    const mark = desk.requests.length;
    await desk.holding.setHold('call', true);
    await desk.settled();
    expect(desk.sent.slice(mark)).toEqual([toFar, `ACK ${farNumber}`, toPhone, `ACK ${phoneNumber}`]);
    expect(flowIn(desk.latest('INVITE', farNumber))).toBe('inactive');
    expect(flowIn(desk.latest('INVITE', phoneNumber))).toBe('inactive');
    await desk.holding.setHold('call', false);
    await desk.settled();
    expect(flowIn(desk.latest('INVITE', farNumber))).toBe('sendrecv');
    expect(flowIn(desk.latest('INVITE', phoneNumber))).toBe('sendrecv');
    expect(desk.calls).toMatchObject([{ held: false, holdPending: false }]);
    hangUp();
    await nothingIsLeft();
  });

  it('hands a hold of the other side on to the phone, and its refresh to nobody', async () => {
    await desk.place();
    let mark = desk.requests.length;
    await desk.receives(desk.from(farNumber, 'INVITE', { number: 7, sdp: soundOf('far', 'sendonly') }));
    expect(desk.sent.slice(mark)).toEqual([toPhone, `ACK ${phoneNumber}`, '200']);
    expect(flowIn(desk.latest('INVITE', phoneNumber))).toBe('sendonly');
    const answer = desk.requests.at(-1);
    expect(answer && flowIn(answer)).toBe('recvonly');
    expect(desk.calls).toMatchObject([{ heldByOther: true }]);
    await desk.receives(desk.from(farNumber, 'ACK', { number: 7 }));
    mark = desk.requests.length;
    await desk.receives(desk.from(farNumber, 'INVITE', { number: 8, sdp: soundOf('far', 'sendonly') }));
    expect(desk.sent.slice(mark)).toEqual(['200']);
    await desk.receives(desk.from(farNumber, 'ACK', { number: 8 }));
    hangUp();
    await nothingIsLeft();
  });

  it('hands a hold at the phone on to the other side', async () => {
    await desk.place();
    await desk.receives(desk.from(phoneNumber, 'INVITE', { number: 7, sdp: soundOf('phone', 'sendonly') }));
    expect(flowIn(desk.latest('INVITE', farNumber))).toBe('sendonly');
    expect(desk.calls).toMatchObject([{ heldByOther: false }]);
    await desk.receives(desk.from(phoneNumber, 'ACK', { number: 7 }));
    hangUp();
    await nothingIsLeft();
  });

  it('answers both where both ask for a change in the same moment', async () => {
    await desk.place();
    desk.answers.set(phoneNumber, () => undefined);
    await desk.receives(desk.from(farNumber, 'INVITE', { number: 7, sdp: soundOf('far', 'sendonly') }));
    const crossing = desk.latest('INVITE', phoneNumber);
    await desk.receives(desk.from(phoneNumber, 'INVITE', { number: 7, sdp: soundOf('phone', 'sendonly') }));
    expect(desk.sent.at(-1)).toBe('491');
    await desk.receives(desk.from(phoneNumber, 'ACK', { number: 7 }));
    desk.answers.delete(phoneNumber);
    await desk.receives(respond(crossing, '491 Request Pending'));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(desk.calls).toMatchObject([{ state: 'talking', heldByOther: true }]);
    const answer = desk.requests.findLast(
      ({ method, text }) => method.startsWith('SIP/') && text.includes('200'),
    );
    expect(answer && flowIn(answer)).toBe('recvonly');
    await desk.receives(desk.from(farNumber, 'ACK', { number: 7 }));
    hangUp();
    await nothingIsLeft();
  });
});

describe('somebody who takes the place of the other side (RFC 3891)', () => {
  it('is heard by the phone, which need not be picked up again', async () => {
    await desk.place();
    const invite = desk.latest('INVITE', farNumber);
    const tags = `to-tag=${/tag=([^;]+)/.exec(invite.header('From'))?.[1]};from-tag=gateway`;
    const headers = [`Replaces: ${invite.header('Call-ID')};${tags}`];
    const mark = desk.requests.length;
    await desk.receives(incomingInvite('third', { headers, sdp: soundOf('third') }));
    const answer = desk.requests.findLast(({ text }) => text.startsWith('SIP/2.0 200'));
    // Silence comes first: the phone must not take them for the one before.
    expect(desk.flowsOffered(phoneNumber, mark)).toEqual(['inactive', 'sendrecv']);
    expect(bodyOf(desk.latest('INVITE', phoneNumber))).toContain('ice-ufrag:third');
    expect(answer && bodyOf(answer)).toContain('ice-ufrag:phone');
    expect(desk.sent.slice(mark)).toContain(`BYE ${farNumber}`);
    expect(desk.sent.slice(mark)).not.toContain(`BYE ${phoneNumber}`);
    expect(desk.calls).toMatchObject([{ state: 'talking' }]);
    await desk.receives(inDialogAnswered(answer, 'ACK'));
    hangUp();
    await desk.settled();
    expect(desk.sent.slice(-2)).toContain(`BYE ${phoneNumber}`);
  });
});

describe('a call that comes in while another phone is used', () => {
  it('rings there with the offer of its caller, who is answered with what the phone says', async () => {
    desk.answers.set(phoneNumber, ringing);
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    expect(desk.calls).toMatchObject([{ state: 'incoming', otherPhone: { state: 'ringing' } }]);
    const invite = desk.latest('INVITE', phoneNumber);
    expect(bodyOf(invite)).toContain('ice-ufrag:far');
    expect(desk.sent).not.toContain('200');
    await desk.receives(answerWith(invite, soundOf('phone')));
    const answer = desk.requests.findLast(({ method }) => method.startsWith('SIP/'));
    expect(answer && bodyOf(answer)).toContain('ice-ufrag:phone');
    expect(desk.calls).toMatchObject([{ state: 'talking' }]);
    hangUp();
    await jest.advanceTimersByTimeAsync(33_000);
    expect(desk.sent).toContain(`BYE ${phoneNumber}`);
  });

  it('without an offer gets that of the phone, which hears of the answer', async () => {
    await desk.receives(incomingInvite('in'));
    expect(bodyOf(desk.latest('INVITE', phoneNumber))).toBe('');
    const answer = desk.requests.findLast(({ text }) => text.includes(' 200 '));
    expect(answer && bodyOf(answer)).toContain('ice-ufrag:phone');
    expect(desk.sent).not.toContain(`ACK ${phoneNumber}`);
    await desk.receives(inDialogAnswered(answer, 'ACK', { sdp: soundOf('far') }));
    expect(bodyOf(desk.latest('ACK', phoneNumber))).toContain('ice-ufrag:far');
    expect(desk.calls).toMatchObject([{ state: 'talking' }]);
    hangUp();
    await nothingIsLeft();
  });

  it('without an offer lets go a phone that was picked up, where its caller leaves without a word of their own', async () => {
    await desk.receives(incomingInvite('in'));
    const answer = desk.requests.findLast(({ text }) => text.includes(' 200 '));
    await desk.receives(inDialogAnswered(answer, 'BYE', { number: 2 }));
    expect(desk.sent.filter((each) => each.includes(phoneNumber))).toEqual([
      toPhone,
      `ACK ${phoneNumber}`,
      `BYE ${phoneNumber}`,
    ]);
    await nothingIsLeft();
  });

  it('without an offer lets go a phone that was picked up, where its caller never says anything', async () => {
    await desk.receives(incomingInvite('in'));
    await jest.advanceTimersByTimeAsync(33_000);
    expect(desk.sent.slice(-3)).toContain(`BYE ${phoneNumber}`);
    await nothingIsLeft();
  });

  it.each([
    ['486 Busy Here', 'phone-busy'],
    ['603 Decline', 'phone-busy'],
    ['480 Temporarily Unavailable', 'phone-no-answer'],
    ['404 Not Found', 'phone-not-reached'],
    ['503 Service Unavailable', 'phone-not-reached'],
  ])('whose phone says %s rings here, and its caller hears nothing of it', async (status, failure) => {
    desk.answers.set(phoneNumber, refusing(status));
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    expect(desk.sent).toEqual(['100', '180', toPhone, `ACK ${phoneNumber}`]);
    expect(desk.calls).toMatchObject([{ state: 'incoming', triedPhone: { number: phoneNumber, failure } }]);
    expect(desk.calls[0]).not.toHaveProperty('otherPhone');
    const answer = await answerHere();
    expect(desk.ownAsked).toEqual(['takes far']);
    expect(answer && bodyOf(answer)).toContain('ice-ufrag:here');
    await desk.receives(inDialogAnswered(answer, 'ACK'));
    hangUp();
    await nothingIsLeft();
    expect(desk.ownAsked).toContain('close');
  });

  it('without an offer gets ours where its phone is busy', async () => {
    desk.answers.set(phoneNumber, refusing('486 Busy Here'));
    await desk.receives(incomingInvite('in'));
    const answer = await answerHere();
    expect(answer && bodyOf(answer)).toContain('ice-ufrag:here');
    await desk.receives(inDialogAnswered(answer, 'ACK', { sdp: soundOf('far') }));
    expect(desk.calls).toMatchObject([{ state: 'talking' }]);
    hangUp();
    await nothingIsLeft();
  });

  it('rings here once its phone has rung for twenty seconds, and no more there', async () => {
    desk.answers.set(phoneNumber, ringing);
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    await jest.advanceTimersByTimeAsync(10_000);
    await desk.receives(ringing(desk.latest('INVITE', phoneNumber)));
    await jest.advanceTimersByTimeAsync(9_000);
    expect(desk.calls).toMatchObject([{ otherPhone: { state: 'ringing' } }]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(desk.calls).toMatchObject([{ state: 'incoming', triedPhone: { failure: 'phone-no-answer' } }]);
    expect(desk.sent.at(-1)).toBe(`CANCEL ${phoneNumber}`);
    // Both were picked up in the same moment.
    await desk.receives(answerWith(desk.latest('INVITE', phoneNumber), soundOf('phone')));
    expect(desk.sent.slice(-2)).toEqual([`ACK ${phoneNumber}`, `BYE ${phoneNumber}`]);
    expect(desk.calls).toMatchObject([{ state: 'incoming' }]);
    expect(desk.sent).not.toContain('486');
    desk.book.end('call', 'declined');
    await desk.settled();
    expect(desk.sent.at(-1)).toBe('486');
  });

  it('rings here where its phone has given no sign of life for ten seconds', async () => {
    desk.answers.set(phoneNumber, () => undefined);
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    await jest.advanceTimersByTimeAsync(9_000);
    expect(desk.calls).toMatchObject([{ otherPhone: { state: 'calling' } }]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(desk.calls).toMatchObject([{ state: 'incoming', triedPhone: { failure: 'phone-not-reached' } }]);
  });

  it('is left to a phone that was picked up in time, however long they talk', async () => {
    desk.answers.set(phoneNumber, ringing);
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    await desk.receives(answerWith(desk.latest('INVITE', phoneNumber), soundOf('phone')));
    const answer = desk.requests.findLast(({ text }) => text.startsWith('SIP/2.0 200'));
    await desk.receives(inDialogAnswered(answer, 'ACK'));
    await jest.advanceTimersByTimeAsync(40_000);
    expect(desk.calls).toMatchObject([{ state: 'talking', otherPhone: { state: 'answered' } }]);
    expect(desk.ownAsked).toEqual([]);
  });

  it('is over where its caller gives up while it rings here', async () => {
    desk.answers.set(phoneNumber, refusing('486 Busy Here'));
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    await desk.receives(cancelOf('in'));
    expect(desk.ended).toMatchObject([{ reason: 'caller-gave-up', triedPhone: { number: phoneNumber } }]);
    await nothingIsLeft();
  });

  it('that its caller gives up stops ringing there', async () => {
    desk.answers.set(phoneNumber, ringing);
    await desk.receives(incomingInvite('in', { sdp: soundOf('far') }));
    await desk.receives(cancelOf('in'));
    expect(desk.ended).toMatchObject([{ reason: 'caller-gave-up' }]);
    expect(desk.sent).toContain(`CANCEL ${phoneNumber}`);
  });
});

describe('the next worker', () => {
  let next: OtherPhoneDesk;

  beforeEach(async () => {
    next = await OtherPhoneDesk.open();
  });
  afterEach(() => signOut(next.whole.phone));

  it('tells both where they are reached now, in their own words, and can hang up', async () => {
    await desk.place();
    await next.resume(desk.saved);
    expect(next.sent).toEqual([toFar, `ACK ${farNumber}`, toPhone, `ACK ${phoneNumber}`]);
    expect(bodyOf(next.latest('INVITE', farNumber))).toContain('ice-ufrag:phone');
    expect(bodyOf(next.latest('INVITE', phoneNumber))).toContain('ice-ufrag:far');
    expect(flowIn(next.latest('INVITE', phoneNumber))).toBe('sendrecv');
    expect(next.calls).toMatchObject([
      { state: 'talking', interrupted: false, otherPhone: { state: 'answered' } },
    ]);
    next.book.end('call', 'hung-up');
    await next.settled();
    expect(next.sent.slice(-2).sort()).toEqual([`BYE ${phoneNumber}`, `BYE ${farNumber}`].sort());
  });

  it('keeps the hold that the last one has left', async () => {
    await desk.place();
    await desk.holding.setHold('call', true);
    await desk.settled();
    await next.resume(desk.saved);
    expect(flowIn(next.latest('INVITE', farNumber))).toBe('inactive');
    expect(flowIn(next.latest('INVITE', phoneNumber))).toBe('inactive');
  });

  it('ends the call for the other side where the phone knows nothing of it any more', async () => {
    await desk.place();
    next.answers.set(phoneNumber, refusing('481 Call/Transaction Does Not Exist'));
    await next.resume(desk.saved);
    expect(next.ended).toMatchObject([{ reason: 'call-gone' }]);
    expect(next.sent).toContain(`BYE ${farNumber}`);
  });

  it.each([
    ['rings', 'CANCEL', () => desk.answers.set(phoneNumber, ringing)],
    ['was picked up', 'BYE', () => desk.answers.set(farNumber, ringing)],
  ] as const)('lets go a phone that %s while nobody was reached, by %s', async (_what, method, prepare) => {
    prepare();
    await desk.place();
    await next.resume(desk.saved);
    expect(next.ended).toMatchObject([{ reason: 'phone-restarted' }]);
    expect(next.sent).toContain(`${method} ${phoneNumber}`);
  });
});

describe('a socket that is lost', () => {
  it('in the middle is made up for at both ends', async () => {
    await desk.place();
    desk.recovery.gatewayLost();
    expect(desk.calls).toMatchObject([{ interrupted: true }]);
    const mark = desk.requests.length;
    desk.recovery.gatewayBack(desk.whole.phone, false);
    await desk.settled();
    expect(desk.sent.slice(mark)).toEqual([toFar, `ACK ${farNumber}`, toPhone, `ACK ${phoneNumber}`]);
    expect(desk.calls).toMatchObject([{ interrupted: false }]);
    hangUp();
    await nothingIsLeft();
  });

  it('while the phone is picked up and the other side rings: both are let go once it is back', async () => {
    desk.answers.set(farNumber, ringing);
    await desk.place();
    desk.recovery.gatewayLost();
    expect(desk.ended).toMatchObject([{ reason: 'network-lost' }]);
    await desk.settled();
    desk.recovery.gatewayBack(desk.whole.phone, false);
    await desk.settled();
    expect(desk.sent).toContain(`BYE ${phoneNumber}`);
    expect(desk.sent).toContain(`CANCEL ${farNumber}`);
  });

  it('and a call that was ended meanwhile: both hear of it once it is back', async () => {
    await desk.place();
    desk.recovery.gatewayLost();
    hangUp();
    await desk.settled();
    expect(desk.sent).not.toContain(`BYE ${phoneNumber}`);
    desk.recovery.gatewayBack(desk.whole.phone, false);
    await desk.settled();
    expect(desk.sent.slice(-2).sort()).toEqual([`BYE ${phoneNumber}`, `BYE ${farNumber}`].sort());
  });
});
