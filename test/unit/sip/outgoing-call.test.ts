import type { EndReason } from '../../../src/domain/end-reason';
import type { CallSession } from '../../../src/sip/call-session';
import type { Phone } from '../../../src/sip/phone';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { inDialogOf } from '../../fakes/far-requests';
import { phoneAt, signOut } from '../../fakes/phone-at-gateway';
import { soundDescription as sdp } from '../../fakes/sound-description';
import { answerWith, ownMedia } from '../../fakes/whole-phone';

const challenge = 'Proxy-Authenticate: Digest realm="demo", nonce="n1", algorithm=MD5';

/** Challenges each first INVITE, answers nothing else to it; accepts everything but INVITE. */
function patient(request: FakeRequest): string | undefined {
  if (request.method === 'ACK') return undefined;
  if (request.method !== 'INVITE') return respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
  if (!request.header('Proxy-Authorization'))
    return respond(request, '407 Proxy Authentication Required', challenge);
  return respond(request, '100 Trying');
}

/** The status lines of our answers to requests of this method. */
function answersTo(method: string): (string | undefined)[] {
  return gateway.requests
    .filter(({ text }) => text.startsWith('SIP/2.0') && text.includes(` ${method}\r\n`))
    .map(({ text }) => text.split('\r\n', 1)[0]);
}

let gateway: FakeGateway;
let phone: Phone;
let call: CallSession;
let ends: { reason: EndReason; status: number | undefined }[];
let kept: string[];

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  gateway = new FakeGateway();
  gateway.answer = patient;
  ends = [];
  kept = [];
  phone = phoneAt(gateway);
  await phone.binding.start();
  call = phone.call('600', ownMedia);
  call.delegate = {
    onInviteSent: (text) => kept.push(text),
    onRinging() {},
    onEstablished() {},
    onDialogChanged() {},
    onDialogGone() {},
    onHeldByOther() {},
    onEnded: (reason, status) => ends.push({ reason, status }),
  };
});
afterEach(async () => {
  await signOut(phone);
  jest.useRealTimers();
});

const methods = () => gateway.requests.map(({ method }) => method).filter((method) => method !== 'REGISTER');
const settled = () => jest.advanceTimersByTimeAsync(10);

describe('an outgoing call', () => {
  it.each([
    ['600', 'sip:600@example.com'],
    ['+442079460000', 'sip:+442079460000@example.com'],
    ['*70#', 'sip:*70%23@example.com'],
    ['amélie.martin', 'sip:am%C3%A9lie.martin@example.com'],
    ['sip:bob@example.org', 'sip:bob@example.org'],
    ['sips:bob@example.org', 'sips:bob@example.org'],
    ['sip:bob@example.org;transport=udp', 'sip:bob@example.org;transport=udp'],
    // A link may ask for more than a call; whoever follows it has not (RFC 3261 section 19.1.5).
    ['sip:bob@example.org?subject=Hello&priority=emergency', 'sip:bob@example.org'],
    ['sip:bob@example.org;method=BYE', 'sip:bob@example.org'],
  ])('to %j goes to %s', async (target, uri) => {
    await phone.call(target, ownMedia).invite();
    await settled();
    expect(gateway.requests.at(-1)?.text.split(' ')[1]).toBe(uri);
  });

  it('cannot go to what is no SIP address', () => {
    expect(() => phone.call('sip:#70@example.org', ownMedia)).toThrow(
      expect.objectContaining({ code: 'number-not-diallable' }),
    );
  });

  it('is kept for clearing up without its credentials, as it was sent last', async () => {
    await call.invite();
    await settled();
    expect(kept).toHaveLength(2);
    expect(kept[1]).toContain('CSeq: 2 INVITE');
    expect(kept.join()).not.toContain('Authorization');
  });

  it('is cancelled at the gateway even when it was given up while the gateway asked for credentials', async () => {
    await call.invite();
    void call.end('cancelled', 480);
    await settled();
    expect(methods()).toEqual(['INVITE', 'ACK', 'INVITE', 'CANCEL']);
  });

  it('is hung up when it is answered after it was given up', async () => {
    gateway.answer = (request) => (request.method === 'INVITE' ? undefined : patient(request));
    await call.invite();
    await settled();
    void call.end('cancelled', 480);
    await settled();
    expect(methods()).toEqual(['INVITE']);
    const [invite] = gateway.requests.filter(({ method }) => method === 'INVITE');
    if (!invite) throw new Error('no INVITE');
    gateway.openSockets[0]?.deliver(answerWith(invite, sdp));
    await settled();
    expect(methods()).toEqual(['INVITE', 'ACK', 'BYE']);
  });

  it('is over when the far end hangs up while its answer is still being set', async () => {
    gateway.answer = (request) => (request.method === 'INVITE' ? undefined : patient(request));
    await call.invite();
    await settled();
    const [invite] = gateway.requests.filter(({ method }) => method === 'INVITE');
    if (!invite) throw new Error('no INVITE');
    gateway.openSockets[0]?.deliver(answerWith(invite, sdp));
    gateway.openSockets[0]?.deliver(inDialogOf(invite, 'BYE'));
    await settled();
    expect(ends).toEqual([{ reason: 'other-hung-up', status: undefined }]);
    expect(answersTo('BYE')).toEqual(['SIP/2.0 200 OK']);
  });

  it('ends with the status that the gateway gave', async () => {
    gateway.answer = (request) =>
      request.header('Proxy-Authorization') && request.method === 'INVITE'
        ? respond(request, '486 Busy Here')
        : patient(request);
    await call.invite();
    await settled();
    expect(ends).toEqual([{ reason: 'busy', status: 486 }]);
  });
});

describe('a call that stands', () => {
  beforeEach(async () => {
    gateway.answer = (request) =>
      request.header('Proxy-Authorization') && request.method === 'INVITE'
        ? answerWith(request, sdp)
        : patient(request);
    await call.invite();
    await settled();
    expect(call.saved()).toBeDefined();
  });

  it('can be held again after a hold whose socket went', async () => {
    gateway.answer = (request) =>
      request.method === 'INVITE' ? respond(request, '100 Trying') : patient(request);
    const holding = call.setHold(true);
    await settled();
    gateway.openSockets[0]?.drop();
    await expect(holding).resolves.toBe(false);
    gateway.answer = (request) => (request.method === 'INVITE' ? answerWith(request, sdp) : patient(request));
    await jest.advanceTimersByTimeAsync(8_000);
    expect(gateway.openSockets).toHaveLength(1);
    const again = call.setHold(true);
    await settled();
    await expect(again).resolves.toBe(true);
    expect(ends).toEqual([]);
  });

  it('is not transferred by the far end without being asked', async () => {
    const invite = gateway.requests.filter(({ method }) => method === 'INVITE').at(-1);
    if (!invite) throw new Error('no INVITE');
    gateway.openSockets[0]?.deliver(
      inDialogOf(invite, 'REFER', { headers: ['Refer-To: <sip:premium@example.org>'] }),
    );
    await settled();
    expect(answersTo('REFER')).toEqual(['SIP/2.0 603 Decline']);
    expect(methods().filter((method) => method === 'INVITE')).toHaveLength(2);
  });
});
