import type { MediaSession } from '../../../src/contract/media-session';
import type { CallSession } from '../../../src/sip/call-session';
import { type IncomingInvite, Phone } from '../../../src/sip/phone';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { silentLogger } from '../../fakes/silent-logger';
import { soundDescription as sdp } from '../../fakes/sound-description';

const media = {
  id: 'media',
  createOffer: () => Promise.resolve(sdp),
  acceptAnswer: () => Promise.resolve(),
  acceptOffer: () => Promise.resolve(),
  createAnswer: () => Promise.resolve(sdp),
  rollback: () => Promise.resolve(),
  setDirection: () => Promise.resolve(),
  close: () => Promise.resolve(),
} as unknown as MediaSession;

let gateway: FakeGateway;
let phone: Phone;
let incoming: IncomingInvite[];
let number = 0;

const settled = () => jest.advanceTimersByTimeAsync(10);

function withBody(request: FakeRequest, status: string): string {
  const [head = ''] = respond(
    request,
    status,
    'Contact: <sip:600@gateway.example.com>',
    'Content-Type: application/sdp',
  ).split('Content-Length: 0');
  return `${head}Content-Length: ${sdp.length}\r\n\r\n${sdp}`;
}

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  gateway = new FakeGateway();
  incoming = [];
  gateway.answer = (request) => {
    if (request.method === 'ACK' || request.text.startsWith('SIP/2.0')) return undefined;
    if (request.method !== 'INVITE')
      return respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
    if (request.text.startsWith('INVITE sip:ringing')) return withBody(request, '183 Session Progress');
    return withBody(request, '200 OK');
  };
  phone = new Phone({
    identity: {
      url: 'wss://gateway.example.com:9443/',
      domain: 'example.com',
      user: '201',
      password: 'secret',
      instance: {
        id: '6c1b7fbe-9f0c-4f3c-8a2e-0f1d2c3b4a59',
        contactName: 'ringtab',
        viaHost: 'abc.invalid',
      },
    },
    fresh: true,
    openSocket: gateway.openSocket,
    diagnose: () => Promise.resolve('gateway-unreachable'),
    delegate: {
      onRegistration() {},
      onStun() {},
      onRealms() {},
      onIncoming: (invite) => void incoming.push(invite),
      onConnected() {},
      onDisconnected() {},
    },
    random: () => 0.5,
    now: Date.now,
    logger: () => silentLogger,
  });
  await phone.binding.start();
});
afterEach(async () => {
  const closing = phone.close();
  await jest.advanceTimersByTimeAsync(3_000);
  await closing;
  jest.useRealTimers();
});

/** A call of ours, and how its far end sees its dialog. */
async function placed(target: string): Promise<{ call: CallSession; replaces: string }> {
  const call = phone.call(target, media);
  await call.invite();
  await settled();
  const invite = gateway.requests.filter(({ method }) => method === 'INVITE').at(-1);
  const ours = /tag=(\S+)/.exec(invite?.header('From') ?? '')?.[1];
  // What the far end would call us by: our tag is the to-tag.
  return { call, replaces: `${invite?.header('Call-ID')};to-tag=${ours};from-tag=gateway` };
}

async function arrives(...headers: string[]): Promise<void> {
  number++;
  const text = [
    'INVITE sip:ringtab@abc.invalid;transport=ws SIP/2.0',
    `Via: SIP/2.0/WSS gateway.example.com;branch=z9hG4bKin${number}`,
    `From: <sip:600@example.com>;tag=new${number}`,
    'To: <sip:201@example.com>',
    `Call-ID: new-${number}`,
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    'Contact: <sip:600@gateway.example.com>',
    ...headers,
    'Content-Type: application/sdp',
    `Content-Length: ${sdp.length}`,
    '',
    sdp,
  ].join('\r\n');
  gateway.openSockets[0]?.deliver(text);
  await settled();
}

/** The last final status of ours. */
function refusal(): string | undefined {
  return gateway.requests
    .map(({ text }) => /^SIP\/2\.0 ([3-6]\d\d)/.exec(text)?.[1])
    .filter((status) => status !== undefined)
    .at(-1);
}

describe('an INVITE with Replaces', () => {
  it('is announced as understood', async () => {
    await placed('600');
    const invite = gateway.requests.find(({ method }) => method === 'INVITE');
    expect(invite?.header('Supported')).toContain('replaces');
  });

  it('names a call of ours by its dialog, also where it requires to be understood', async () => {
    const { call, replaces } = await placed('600');
    await arrives(`Replaces: ${replaces}`, 'Require: replaces');
    expect(incoming.map((invite) => invite.replaces)).toEqual([call]);
    expect(refusal()).toBeUndefined();
  });

  it('is refused with 481 when the tags are the wrong way round, or nobody has that dialog', async () => {
    const { replaces } = await placed('600');
    const [callId, toTag, fromTag] = replaces.split(/;\w+-tag=/);
    for (const wrong of [
      `${callId};to-tag=${fromTag};from-tag=${toTag}`,
      `nobody;to-tag=${toTag};from-tag=gateway`,
    ]) {
      await arrives(`Replaces: ${wrong}`);
      expect(refusal()).toBe('481');
    }
    expect(incoming).toEqual([]);
  });

  it('is refused with 486 when it wants only a call that rings', async () => {
    const { replaces } = await placed('600');
    await arrives(`Replaces: ${replaces};early-only`);
    expect(refusal()).toBe('486');
  });

  it('is refused with 603 when that call is over', async () => {
    const { call, replaces } = await placed('600');
    void call.end('hung-up', 480);
    await settled();
    await arrives(`Replaces: ${replaces}`);
    expect(refusal()).toBe('603');
    expect(incoming).toEqual([]);
  });

  it('takes over a call of ours that still rings, early-only or not', async () => {
    const { call, replaces } = await placed('ringing');
    await arrives(`Replaces: ${replaces};early-only`);
    await arrives(`Replaces: ${replaces}`);
    expect(incoming.map((invite) => invite.replaces)).toEqual([call, call]);
  });

  it('does not take over a call that rings here', async () => {
    await arrives();
    incoming[0]?.take(media);
    const ringing = gateway.requests.find(({ text }) => text.startsWith('SIP/2.0 180'));
    const ours = /tag=(\S+)/.exec(ringing?.header('To') ?? '')?.[1];
    await arrives(`Replaces: new-${number};to-tag=${ours};from-tag=new${number}`);
    expect(refusal()).toBe('481');
    expect(incoming).toHaveLength(1);
  });

  it('is refused with 400 when it cannot be read, or names two', async () => {
    const { replaces } = await placed('600');
    await arrives('Replaces: nonsense');
    expect(refusal()).toBe('400');
    await arrives(`Replaces: ${replaces}`, `Replaces: ${replaces}`);
    expect(incoming).toEqual([]);
  });
});

it('our own INVITE names the dialog as its far end knows it, and can go to its remote target', async () => {
  const { call } = await placed('600');
  const saved = call.saved();
  if (!saved) throw new Error('not established');
  await phone.replace(saved, saved.remoteTarget, media).invite();
  await settled();
  const invite = gateway.requests.filter(({ method }) => method === 'INVITE').at(-1);
  expect(invite?.text).toMatch(/^INVITE sip:600@gateway\.example\.com SIP/);
  expect(invite?.header('Replaces')).toBe(`${saved.callId};to-tag=gateway;from-tag=${saved.localTag}`);
  expect(invite?.header('Require')).toBe('replaces');
  expect(invite?.header('Call-ID')).not.toBe(saved.callId);
});

it('a call that nobody will take up again is hung up by its saved dialog', async () => {
  const { call } = await placed('600');
  const saved = call.saved();
  if (!saved) throw new Error('not established');
  void phone.hangUp(saved);
  await settled();
  const bye = gateway.requests.find(({ method }) => method === 'BYE');
  expect(bye?.header('Call-ID')).toBe(saved.callId);
  expect(bye?.header('To')).toContain('tag=gateway');
});
