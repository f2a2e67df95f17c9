// UPDATE (RFC 3311) of the far end, over the whole of sip.js.
import type { CallSession } from '../../../src/sip/call-session';
import type { FakeRequest } from '../../fakes/fake-gateway-socket';
import { incomingInvite, inDialogAnswered, inDialogOf } from '../../fakes/far-requests';
import { soundDescription as sdp, unencryptedDescription } from '../../fakes/sound-description';
import { agreeable, answerWith, ownMedia, WholePhone } from '../../fakes/whole-phone';

let desk: WholePhone;
let number: number;

beforeEach(async () => {
  desk = await WholePhone.signedIn();
  number = 0;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await desk.close();
});

const settled = () => jest.advanceTimersByTimeAsync(10);
const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1_000);
const invites = () => desk.gateway.requests.filter(({ method }) => method === 'INVITE');
const firstInvite = () => invites()[0] as FakeRequest;

async function called(): Promise<CallSession> {
  const call = desk.call();
  await call.invite();
  await settled();
  return call;
}

/** What the far end's UPDATE is answered with. */
async function updated(request: { headers?: string[]; sdp?: string } = {}): Promise<FakeRequest | undefined> {
  number += 1;
  desk.receives(inDialogOf(firstInvite(), 'UPDATE', { number, ...request }));
  await settled();
  return desk.gateway.requests.findLast((each) => each.header('CSeq') === `${number} UPDATE`);
}

it('the phone says that it takes it, wherever it says what it takes', async () => {
  await called();
  expect(firstInvite().header('Allow')).toMatch(/\bUPDATE\b/);
  expect(desk.gateway.requests[0]?.header('Allow')).toMatch(/\bUPDATE\b/);
  desk.receives(incomingInvite('one', { sdp }));
  await settled();
  void desk.taken[0]?.answer();
  await settled();
  expect(desk.gateway.requests.at(-1)?.header('Allow')).toMatch(/\bUPDATE\b/);
});

it('refreshes a call, which waits for as long again', async () => {
  await called();
  for (let times = 1; times <= 3; times++) {
    const headers = ['Supported: timer', 'Session-Expires: 90;refresher=uac'];
    const answer = await updated({ headers });
    expect(answer?.text).toMatch(/^SIP\/2\.0 200/);
    expect(answer?.header('Session-Expires')).toBe('90;refresher=uac');
    expect(answer?.header('Require')).toBe('timer');
    expect(answer?.header('Contact')).not.toBe('');
    await seconds(59);
  }
  expect(invites()).toHaveLength(1);
  await seconds(2);
  expect(invites()).toHaveLength(2);
  expect(desk.ends).toEqual([]);
});

it('changes the sound of a call, and where its far end is', async () => {
  const call = await called();
  const heldByOther = jest.fn();
  const changed = jest.fn();
  Object.assign(call.delegate ?? {}, { onHeldByOther: heldByOther, onDialogChanged: changed });
  const headers = ['Contact: <sip:elsewhere@gateway.example.com>'];
  const answer = await updated({ headers, sdp: `${sdp}a=sendonly\r\n` });
  expect(answer?.text).toMatch(/^SIP\/2\.0 200/);
  expect(answer?.text).toContain(sdp);
  expect(heldByOther).toHaveBeenLastCalledWith(true);
  expect(changed).toHaveBeenCalled();
});

it('that describes sound nobody may hear is refused, and the call goes on as it was', async () => {
  await called();
  const rollback = jest.spyOn(ownMedia, 'rollback');
  expect((await updated({ sdp: unencryptedDescription }))?.text).toMatch(/^SIP\/2\.0 488/);
  expect(rollback).toHaveBeenCalled();
  expect((await updated({ sdp }))?.text).toMatch(/^SIP\/2\.0 200/);
  expect(desk.ends).toEqual([]);
});

it('with an offer is to wait while one of ours is under way, and one without need not', async () => {
  const call = await called();
  desk.answer = (request) => (request.method === 'INVITE' ? undefined : agreeable(request));
  void call.reinvite();
  await settled();
  expect((await updated({ sdp }))?.text).toMatch(/^SIP\/2\.0 491/);
  expect((await updated())?.text).toMatch(/^SIP\/2\.0 200/);
});

it('of a call that still rings there says who it is, and no more', async () => {
  desk.answer = (request) =>
    request.method === 'INVITE' ? answerWith(request, '', '180 Ringing') : agreeable(request);
  await called();
  expect((await updated({ headers: ['Session-Expires: 90'] }))?.header('Session-Expires')).toBe('');
  expect((await updated({ sdp }))?.text).toMatch(/^SIP\/2\.0 491/);
});

it('of a call that still rings here is to wait with its offer', async () => {
  desk.receives(incomingInvite('one', { sdp }));
  await settled();
  const ringing = desk.gateway.requests.findLast(({ text }) => text.startsWith('SIP/2.0 180'));
  desk.receives(inDialogAnswered(ringing, 'UPDATE', { number: 2, sdp }));
  await settled();
  const answer = desk.gateway.requests.at(-1);
  expect(answer?.text).toMatch(/^SIP\/2\.0 500/);
  expect(answer?.header('Retry-After')).not.toBe('');
});

it('that comes too late in its order is refused, and one of no call is of no call', async () => {
  await called();
  number = 6;
  await updated();
  desk.receives(inDialogOf(firstInvite(), 'UPDATE', { number: 5 }));
  await settled();
  expect(desk.gateway.requests.at(-1)?.text).toMatch(/^SIP\/2\.0 500/);
  desk.receives(inDialogOf(firstInvite(), 'UPDATE', { number: 8 }).replace('tag=gateway', 'tag=stranger'));
  await settled();
  expect(desk.gateway.requests.at(-1)?.text).toMatch(/^SIP\/2\.0 481/);
});

it('is answered once, however often it comes', async () => {
  await called();
  const text = inDialogOf(firstInvite(), 'UPDATE', { number: 1, headers: ['Session-Expires: 90'] });
  for (let times = 1; times <= 3; times++) desk.receives(text);
  await settled();
  const answers = desk.gateway.requests.filter((each) => each.header('CSeq') === '1 UPDATE');
  expect(new Set(answers.map((each) => each.text.split('\r\n')[0]))).toEqual(new Set(['SIP/2.0 200 OK']));
});
