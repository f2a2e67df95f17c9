import type { CallSession } from '../../../src/sip/call-session';
import { incomingInvite, inDialogAnswered } from '../../fakes/far-requests';
import { soundDescription as sdp, unencryptedDescription } from '../../fakes/sound-description';
import { ownMedia, WholePhone } from '../../fakes/whole-phone';

let desk: WholePhone;
const settled = () => jest.advanceTimersByTimeAsync(10);

beforeEach(async () => {
  desk = await WholePhone.signedIn();
});
afterEach(() => desk.close());

/** A call whose INVITE has no offer: ours is in the 200, and its answer comes in the ACK (RFC 3261 section 13.2.1). */
async function answeredWithOffer(): Promise<CallSession> {
  desk.receives(incomingInvite('late'));
  await settled();
  const [call] = desk.taken;
  if (!call) throw new Error('it does not ring');
  await call.answer();
  await settled();
  return call;
}

const ourAnswer = () => desk.gateway.requests.findLast(({ text }) => text.startsWith('SIP/2.0 200'));
const methods = () => desk.methods.filter((method) => method === 'BYE' || method === 'INVITE');

it('a call begun without an offer ends when the answer to ours does not encrypt', async () => {
  await answeredWithOffer();
  desk.receives(inDialogAnswered(ourAnswer(), 'ACK', { sdp: unencryptedDescription }));
  await settled();
  expect(methods()).toEqual(['BYE']);
  expect(desk.ends).toEqual([{ reason: 'not-encrypted', status: undefined }]);
});

it('one that agreed so once goes on when the answer to a later offer of ours cannot be used', async () => {
  const call = await answeredWithOffer();
  const first = ourAnswer();
  desk.receives(inDialogAnswered(first, 'ACK', { sdp }));
  await settled();
  desk.receives(inDialogAnswered(first, 'INVITE', { number: 2 }));
  await settled();
  desk.receives(inDialogAnswered(first, 'ACK', { number: 2, sdp: unencryptedDescription }));
  await settled();
  expect(methods()).toEqual([]);
  expect(desk.ends).toEqual([]);
  // What was refused then says nothing about the next one.
  const reinvited = call.reinvite();
  await settled();
  await expect(reinvited).resolves.toBe(true);
});

it('a call of ours whose answer the media cannot use says so', async () => {
  const media = { ...ownMedia, acceptAnswer: () => Promise.reject(new Error('no codec')) };
  await desk.follow(desk.phone.call('600', media)).invite();
  await settled();
  expect(methods()).toEqual(['INVITE', 'BYE']);
  expect(desk.ends).toEqual([{ reason: 'media-not-agreed', status: undefined }]);
});
