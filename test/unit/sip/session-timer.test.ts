// How long a call stands without a sign of the other side (RFC 4028), over the whole of sip.js.
import type { CallSession } from '../../../src/sip/call-session';
import { type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { incomingInvite, inDialogAnswered, inDialogOf } from '../../fakes/far-requests';
import { soundDescription as sdp } from '../../fakes/sound-description';
import { agreeable, answerWith, WholePhone } from '../../fakes/whole-phone';

let desk: WholePhone;

const settled = () => jest.advanceTimersByTimeAsync(10);
const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1_000);
const sent = (method: string) => desk.gateway.requests.filter((request) => request.method === method);
const invites = () => sent('INVITE');

beforeEach(async () => {
  desk = await WholePhone.signedIn();
});
afterEach(() => desk.close());

const withExpires = (answer: string, ...headers: string[]) =>
  answer.replace('\r\nContent-Type', `\r\n${headers.join('\r\n')}\r\nContent-Type`);

/** Each INVITE of ours is answered with these headers. */
function answering(...headers: string[]): void {
  desk.answer = (request) =>
    request.method === 'INVITE' ? withExpires(answerWith(request, sdp), ...headers) : agreeable(request);
}

/** What the first INVITE is answered with, and each that leaves again: not in the moment in which it leaves. */
function answeringLater(answer: (request: FakeRequest) => string): void {
  desk.answer = (request) => {
    if (request.method !== 'INVITE') return agreeable(request);
    setTimeout(() => desk.receives(answer(request)));
    return undefined;
  };
}

async function called(): Promise<CallSession> {
  const call = desk.call();
  await call.invite();
  await settled();
  return call;
}

describe('a call of ours', () => {
  it('proposes half an hour, and says that it knows timers', async () => {
    await called();
    expect(invites()[0]?.header('Session-Expires')).toBe('1800');
    expect(invites()[0]?.header('Supported')).toMatch(/\btimer\b/);
  });

  it('is refreshed after half of what was agreed, again and again', async () => {
    answering('Require: timer', 'Session-Expires: 600;refresher=uac');
    await called();
    await seconds(299);
    expect(invites()).toHaveLength(1);
    await seconds(2);
    expect(invites()).toHaveLength(2);
    expect(invites()[1]?.header('Session-Expires')).toBe('600;refresher=uac');
    await seconds(300);
    expect(invites()).toHaveLength(3);
    expect(desk.ends).toEqual([]);
  });

  it('is refreshed as before where an answer says nothing of it any more', async () => {
    answering('Session-Expires: 600;refresher=uas');
    await called();
    answering('X-Nothing: 1');
    await seconds(570);
    expect(invites()).toHaveLength(2);
    await seconds(300);
    expect(invites()).toHaveLength(3);
  });

  it('is never refreshed where the other side knows no timers', async () => {
    answering('X-Nothing: 1');
    await called();
    await seconds(7_200);
    expect(invites()).toHaveLength(1);
  });

  it('ends with its timer: nothing is sent after its end, and nothing waits', async () => {
    await seconds(40);
    const timers = jest.getTimerCount();
    answering('Session-Expires: 600;refresher=uac');
    const call = await called();
    await call.end('hung-up', 480);
    await seconds(40);
    expect(jest.getTimerCount()).toBe(timers);
    await seconds(3_600);
    expect(invites()).toHaveLength(1);
  });

  it('is over when the far end does not answer the refresh', async () => {
    answering('Session-Expires: 600;refresher=uac');
    await called();
    desk.answer = (request) => (request.method === 'INVITE' ? undefined : agreeable(request));
    await seconds(300 + 64);
    expect(desk.ends).toEqual([{ reason: 'gateway-silent', status: undefined }]);
    expect(sent('BYE')).toHaveLength(1);
  });

  it('is over when the far end does not know it any more', async () => {
    answering('Session-Expires: 600;refresher=uac');
    await called();
    desk.answer = (request) =>
      request.method === 'INVITE' ? respond(request, '481 Gone') : agreeable(request);
    await seconds(301);
    expect(desk.ends).toEqual([{ reason: 'call-gone', status: undefined }]);
  });

  it('goes on when a refresh is refused, and is refreshed half a minute later', async () => {
    answering('Session-Expires: 600;refresher=uac');
    await called();
    desk.answer = (request) =>
      request.method === 'INVITE' ? respond(request, '488 Not now') : agreeable(request);
    await seconds(301);
    answering('Session-Expires: 600;refresher=uac');
    await seconds(30);
    expect(invites()).toHaveLength(3);
    await seconds(295);
    expect(invites()).toHaveLength(3);
    expect(desk.ends).toEqual([]);
  });

  it('asks the far end that was to refresh it and has not; one that answers keeps it', async () => {
    answering('Require: timer', 'Session-Expires: 90;refresher=uas');
    await called();
    await seconds(59);
    expect(invites()).toHaveLength(1);
    await seconds(2);
    expect(invites()[1]?.header('Session-Expires')).toBe('90;refresher=uac');
    expect(desk.ends).toEqual([]);
  });

  it('is over in its time when the far end has not refreshed it, and does not answer either', async () => {
    answering('Require: timer', 'Session-Expires: 90;refresher=uas');
    await called();
    desk.answer = (request) =>
      request.method === 'INVITE' ? respond(request, '100 Trying') : agreeable(request);
    await seconds(89);
    expect(invites()).toHaveLength(2);
    expect(desk.ends).toEqual([]);
    await seconds(2);
    expect(desk.ends).toEqual([{ reason: 'other-silent', status: undefined }]);
    expect(sent('BYE')).toHaveLength(1);
  });

  it('is not over for a refresh that could not be asked for, as the gateway is away', async () => {
    answering('Require: timer', 'Session-Expires: 90;refresher=uas');
    await called();
    desk.answer = (request) => (request.method === 'INVITE' ? undefined : agreeable(request));
    await seconds(61);
    expect(invites()).toHaveLength(2);
    desk.gateway.up = false;
    desk.gateway.openSockets[0]?.drop();
    await seconds(100);
    expect(desk.ends).toEqual([]);
  });

  it('waits for as long again after each refresh of the far end, which is answered with what is agreed', async () => {
    answering('Require: timer', 'Session-Expires: 90;refresher=uas');
    await called();
    for (let number = 1; number <= 3; number++) {
      await seconds(45);
      const headers = ['Supported: timer', 'Session-Expires: 90;refresher=uac'];
      const refresh = inDialogOf(invites()[0] as FakeRequest, 'INVITE', { number, headers, sdp });
      desk.receives(refresh);
      await settled();
      const answer = desk.gateway.requests.at(-1);
      expect(answer?.text).toMatch(/^SIP\/2\.0 200/);
      expect(answer?.header('Session-Expires')).toBe('90;refresher=uac');
      expect(answer?.header('Require')).toBe('timer');
      desk.receives(inDialogOf(invites()[0] as FakeRequest, 'ACK', { number }));
    }
    expect(invites()).toHaveLength(1);
    await seconds(61);
    expect(invites()).toHaveLength(2);
  });

  it('is sent again with the interval that the far end wants, however often it wants more', async () => {
    const wanted = ['2400', '3600'];
    answeringLater((request) => {
      const least = wanted.shift();
      if (least === undefined)
        return withExpires(answerWith(request, sdp), 'Session-Expires: 3600;refresher=uac');
      return respond(request, '422 Session Interval Too Small', `Min-SE: ${least}`);
    });
    await called();
    expect(invites().map((each) => [each.header('Session-Expires'), each.header('Min-SE')])).toEqual([
      ['1800', ''],
      ['2400', '2400'],
      ['3600', '3600'],
    ]);
    expect(new Set(invites().map((each) => each.header('Call-ID'))).size).toBe(1);
    expect(desk.ends).toEqual([]);
    await seconds(1_799);
    expect(invites()).toHaveLength(3);
    await seconds(2);
    expect(invites()).toHaveLength(4);
  });

  it.each(['', 'Min-SE: soon', 'Min-SE: 60'])(
    'is over after a 422 that says no more than “%s”',
    async (header) => {
      const headers = header === '' ? [] : [header];
      answeringLater((request) => respond(request, '422 Session Interval Too Small', ...headers));
      await called();
      expect(invites()).toHaveLength(1);
      expect(desk.ends).toEqual([expect.objectContaining({ status: 422 })]);
    },
  );

  it('that is given up is not sent again after a 422', async () => {
    desk.answer = (request) => (request.method === 'INVITE' ? undefined : agreeable(request));
    const call = desk.call();
    await call.invite();
    await settled();
    void call.end('cancelled', 480);
    const [invite] = invites();
    if (!invite) throw new Error('no INVITE');
    desk.receives(respond(invite, '422 Session Interval Too Small', 'Min-SE: 3600'));
    await settled();
    expect(invites()).toHaveLength(1);
  });

  it('has its refresh sent again with a longer interval', async () => {
    answering('Session-Expires: 600;refresher=uac');
    await called();
    let refused = false;
    desk.answer = (request) => {
      if (request.method !== 'INVITE') return agreeable(request);
      if (refused) return withExpires(answerWith(request, sdp), 'Session-Expires: 900;refresher=uac');
      refused = true;
      return respond(request, '422 Session Interval Too Small', 'Min-SE: 900');
    };
    await seconds(301);
    expect(invites().map((each) => each.header('Session-Expires'))).toEqual([
      '1800',
      '600;refresher=uac',
      '900;refresher=uac',
    ]);
    expect(invites()[2]?.header('Min-SE')).toBe('900');
    expect(desk.ends).toEqual([]);
  });
});

async function answered(...headers: string[]): Promise<FakeRequest> {
  desk.receives(incomingInvite('one', { sdp, headers }));
  await settled();
  const answering = desk.taken[0]?.answer();
  await settled();
  const answer = desk.gateway.requests.at(-1);
  if (!answer) throw new Error('no answer');
  desk.receives(inDialogAnswered(answer, 'ACK'));
  await answering;
  return answer;
}

describe('a call that comes in', () => {
  it('is refreshed by whoever asks for it', async () => {
    const answer = await answered('Supported: timer', 'Session-Expires: 120;refresher=uac');
    expect(answer.header('Session-Expires')).toBe('120;refresher=uac');
    expect(answer.header('Require')).toBe('timer');
    await seconds(87);
    expect(invites()).toHaveLength(0);
    await seconds(2);
    expect(invites()).toHaveLength(1);
  });

  it('is refreshed by us where a gateway on the way has added the timer', async () => {
    const answer = await answered('Session-Expires: 120');
    expect(answer.header('Session-Expires')).toBe('120;refresher=uas');
    expect(answer.header('Require')).toBe('');
    await seconds(61);
    expect(invites()).toHaveLength(1);
  });

  it('has no timer where nobody speaks of one', async () => {
    const answer = await answered();
    expect(answer.header('Session-Expires')).toBe('');
    await seconds(7_200);
    expect(invites()).toHaveLength(0);
  });

  it('is not refused for requiring timers', async () => {
    const answer = await answered('Require: timer', 'Session-Expires: 120;refresher=uac');
    expect(answer.text).toMatch(/^SIP\/2\.0 200/);
  });
});
