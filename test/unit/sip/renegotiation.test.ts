import type { CallSession } from '../../../src/sip/call-session';
import { type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { inDialogOf } from '../../fakes/far-requests';
import { soundDescription as sdp } from '../../fakes/sound-description';
import { agreeable, answerWith, ownMedia, WholePhone } from '../../fakes/whole-phone';

let desk: WholePhone;
let call: CallSession;
let invite: FakeRequest;
let offers: ({ iceRestart?: boolean } | undefined)[];
let offerMade: Promise<void>;
const done: string[] = [];

const settled = () => jest.advanceTimersByTimeAsync(10);
const media = {
  ...ownMedia,
  createOffer: async (options?: { iceRestart?: boolean }) => {
    offers.push(options);
    await offerMade;
    return sdp;
  },
  acceptOffer: async () => void done.push('offer'),
  createAnswer: async () => {
    done.push('answer');
    return sdp;
  },
  rollback: async () => void done.push('rollback'),
};

beforeEach(async () => {
  desk = await WholePhone.signedIn();
  offers = [];
  offerMade = Promise.resolve();
  call = desk.follow(desk.phone.call('600', media));
  await call.invite();
  await settled();
  const [sent] = desk.gateway.requests.filter(({ method }) => method === 'INVITE');
  if (!sent) throw new Error('no INVITE');
  invite = sent;
  offers.length = 0;
  done.length = 0;
});
afterEach(() => desk.close());

const toInvites = (answer: (request: FakeRequest) => string | undefined) => {
  desk.answer = (request) => (request.method === 'INVITE' ? answer(request) : agreeable(request));
};
const invites = () => desk.gateway.requests.filter(({ method }) => method === 'INVITE').length - 1;
const answersToInvite = () =>
  desk.gateway.requests
    .filter(({ text }) => text.startsWith('SIP/2.0') && text.includes(' INVITE\r\n'))
    .map(({ text }) => text.split(' ')[1]);

it('a re-INVITE that leaves again restarts ICE again, as its first offer was taken back', async () => {
  toInvites((request) => respond(request, '491 Request Pending'));
  const restarted = call.reinvite({ iceRestart: true });
  await settled();
  toInvites((request) => answerWith(request, sdp));
  await jest.advanceTimersByTimeAsync(4_000);
  await expect(restarted).resolves.toBe(true);
  expect(offers).toEqual([{ iceRestart: true }, { iceRestart: true }]);
});

it('one that is refused each time is given up with the last refusal, not later', async () => {
  toInvites((request) => respond(request, '491 Request Pending'));
  let result: boolean | undefined;
  void call.reinvite().then((value) => {
    result = value;
  });
  await jest.advanceTimersByTimeAsync(3 * 3_050 + 50);
  expect(invites()).toBe(4);
  expect(result).toBe(false);
});

it('the far end’s, come while ours is only being made, is answered, and ours leaves later', async () => {
  let offer = () => {};
  offerMade = new Promise((resolve) => {
    offer = resolve;
  });
  const ours = call.reinvite();
  await settled();
  desk.receives(inDialogOf(invite, 'INVITE', { sdp }));
  offer();
  await settled();
  expect(answersToInvite()).toEqual(['200']);
  expect(done).toEqual(['offer', 'answer']);
  expect(invites()).toBe(0);
  desk.receives(inDialogOf(invite, 'ACK'));
  await jest.advanceTimersByTimeAsync(4_000);
  await expect(ours).resolves.toBe(true);
  expect(invites()).toBe(1);
  expect(desk.ends).toEqual([]);
});
