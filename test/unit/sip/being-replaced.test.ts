import type { CallSession } from '../../../src/sip/call-session';
import type { Phone } from '../../../src/sip/phone';
import type { IncomingInvite } from '../../../src/sip/phone-calls';
import { FakeGateway, respond } from '../../fakes/fake-gateway-socket';
import { incomingInvite, inDialogAnswered } from '../../fakes/far-requests';
import { phoneAt, signOut } from '../../fakes/phone-at-gateway';
import { soundDescription as sdp } from '../../fakes/sound-description';
import { answerWith, ownMedia } from '../../fakes/whole-phone';

let gateway: FakeGateway;
let phone: Phone;
let incoming: IncomingInvite[];
let number = 0;

const settled = () => jest.advanceTimersByTimeAsync(10);

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  gateway = new FakeGateway();
  incoming = [];
  gateway.answer = (request) => {
    if (request.method === 'ACK' || request.text.startsWith('SIP/2.0')) return undefined;
    if (request.method !== 'INVITE')
      return respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
    if (request.text.startsWith('INVITE sip:ringing'))
      return answerWith(request, sdp, '183 Session Progress');
    return answerWith(request, sdp);
  };
  phone = phoneAt(gateway, { delegate: { onIncoming: (invite) => void incoming.push(invite) } });
  await phone.binding.start();
});
afterEach(async () => {
  await signOut(phone);
  jest.useRealTimers();
});

/** A call of ours, and how its far end sees its dialog. */
async function placed(target: string): Promise<{ call: CallSession; replaces: string }> {
  const call = phone.call(target, ownMedia);
  await call.invite();
  await settled();
  const invite = gateway.requests.filter(({ method }) => method === 'INVITE').at(-1);
  const ours = /tag=(\S+)/.exec(invite?.header('From') ?? '')?.[1];
  // What the far end would call us by: our tag is the to-tag.
  return { call, replaces: `${invite?.header('Call-ID')};to-tag=${ours};from-tag=gateway` };
}

async function arrives(...headers: string[]): Promise<void> {
  number++;
  gateway.openSockets[0]?.deliver(incomingInvite(`new-${number}`, { headers, sdp }));
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

  describe('that comes again, as who asked has not had our answer', () => {
    /** Its place is taken by a call whose answer nobody has acknowledged; that call. */
    async function taken(replaces: string, call: CallSession): Promise<CallSession> {
      await arrives(`Replaces: ${replaces}`);
      const taker = incoming.at(-1)?.take(ownMedia) as CallSession;
      await taker.answer();
      void call.end('hung-up', 480);
      await settled();
      return taker;
    }

    const acknowledged = async () => {
      const answer = gateway.requests.findLast(
        ({ text }) => text.startsWith('SIP/2.0 200') && text.includes('INVITE'),
      );
      gateway.openSockets[0]?.deliver(inDialogAnswered(answer, 'ACK'));
      await settled();
    };

    it('takes the place of the one that it began, by the name of the call before', async () => {
      const { call, replaces } = await placed('600');
      const taker = await taken(replaces, call);
      await arrives(`Replaces: ${replaces}`);
      expect(refusal()).toBeUndefined();
      expect(incoming.map((invite) => invite.replaces)).toEqual([call, taker]);
    });

    it('is refused once the answer is acknowledged', async () => {
      const { call, replaces } = await placed('600');
      await taken(replaces, call);
      await acknowledged();
      await arrives(`Replaces: ${replaces}`);
      expect(refusal()).toBe('603');
    });

    it('is refused when that one is over, too', async () => {
      const { call, replaces } = await placed('600');
      const taker = await taken(replaces, call);
      await acknowledged();
      void taker.end('hung-up', 480);
      await settled();
      await arrives(`Replaces: ${replaces}`);
      expect(refusal()).toBe('603');
    });
  });

  it('takes over a call of ours that still rings, early-only or not', async () => {
    const { call, replaces } = await placed('ringing');
    await arrives(`Replaces: ${replaces};early-only`);
    await arrives(`Replaces: ${replaces}`);
    expect(incoming.map((invite) => invite.replaces)).toEqual([call, call]);
  });

  it('does not take over a call that rings here', async () => {
    await arrives();
    incoming[0]?.take(ownMedia);
    const ringing = gateway.requests.find(({ text }) => text.startsWith('SIP/2.0 180'));
    const ours = /tag=(\S+)/.exec(ringing?.header('To') ?? '')?.[1];
    await arrives(`Replaces: new-${number};to-tag=${ours};from-tag=farnew-${number}`);
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
  await phone.replace(saved, saved.remoteTarget, ownMedia).invite();
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
