import type { FakeRequest } from '../../../fakes/fake-gateway-socket';
import { respond } from '../../../fakes/fake-gateway-socket';
import { ourContact, ourHost, signOut } from '../../../fakes/phone-at-gateway';
import { agreeable, WholePhone } from '../../../fakes/whole-phone';
import { messageFor, type Receiver, readCases, type TortureCase } from './torture-messages';

const us = `sip:${ourContact}@${ourHost};transport=ws`;
jest.setTimeout(60_000);

let phone: WholePhone;
const settled = () => jest.advanceTimersByTimeAsync(20);
let count = 0;

beforeEach(async () => {
  phone = await WholePhone.signedIn();
});
afterEach(async () => {
  await signOut(phone.phone);
  // Nothing that was begun may fall over later, by a timer.
  await jest.advanceTimersByTimeAsync(400_000);
  jest.useRealTimers();
});

/** As a browser hands it over: text where it is text. */
function deliver(message: Buffer): void {
  const text = message.toString('utf8');
  if (Buffer.from(text).equals(message)) phone.receives(text);
  else phone.receives(new Uint8Array(message).buffer);
}

const statusOf = ({ text }: FakeRequest) => Number(/^SIP\/2\.0 (\d+)/.exec(text)?.[1]);
const newReceiver = (request?: Receiver['request']): Receiver => ({
  us,
  ourHost,
  n: String(++count),
  ...(request && { request }),
});

/** What the phone does with a request; the call that it may have begun is over then. */
async function outcome(one: TortureCase): Promise<string> {
  const mark = phone.gateway.requests.length;
  const message = messageFor(one, newReceiver());
  deliver(message);
  await settled();
  const answers = phone.sentSince(mark);
  const last = answers.at(-1);
  if (!last) return 'ignored';
  expectOurAnswer(last, message);
  if (statusOf(last) !== 180) return `answered ${statusOf(last)}`;
  const { party } = phone.incoming.at(-1)?.facts ?? {};
  await phone.taken.at(-1)?.end('declined', 486);
  await settled();
  expect(statusOf(phone.gateway.requests.at(-1) ?? last)).toBe(486);
  return `rings ${party?.number || '-'} ${party?.name}`.trimEnd();
}

/** The answer finds its way back: what must be repeated is (RFC 3261 section 8.2.6.2). */
function expectOurAnswer(answer: FakeRequest, message: Buffer): void {
  const branch = /;\s*branch\s*=\s*([^\s;,]+)/i.exec(message.toString('utf8'))?.[1] ?? '';
  expect(answer.text).toContain(branch);
  expect(answer.text).toMatch(/^SIP\/2\.0 [^\r\n]*\r\n(?:[\w-]+: [^\r\n]*\r\n)+\r\n/);
  expect(answer.text).not.toMatch(/^Via: x/m);
  // However it had to cross sip.js, a URI leaves as it came.
  if (!message.includes('tel.invalid')) expect(answer.text).not.toMatch(/(tel|uri)\.invalid/);
}

async function callsBothWays(): Promise<void> {
  const mark = phone.gateway.requests.length;
  const call = phone.call();
  await call.invite();
  await settled();
  await call.end('hung-up', 480);
  await settled();
  const sent = phone.sentSince(mark).map(({ method }) => method);
  expect(sent).toEqual(['INVITE', 'ACK', 'BYE']);
  const [usual] = readCases('requests.txt').filter(({ name }) => name === 'a caller by tel:');
  if (usual) expect(await outcome(usual)).toBe(usual.verdict);
}

describe.each(['requests.txt', 'ipv6.txt', 'frames.txt'])('%s', (file) => {
  const cases = readCases(file);

  it.each(cases.map((one) => [one.name, one.verdict, one] as const))(
    '%s: %s',
    async (_name, verdict, one) => {
      expect(await outcome(one)).toBe(verdict);
      await callsBothWays();
    },
  );

  it('one after the other, they leave a phone that calls and is called', async () => {
    for (const one of cases) {
      expect([one.name, await outcome(one)]).toEqual([one.name, one.verdict]);
      await jest.advanceTimersByTimeAsync(300);
    }
    await callsBothWays();
  });
});

describe('responses.txt', () => {
  const cases = readCases('responses.txt');

  it.each(cases.map((one) => [one.name, one.verdict, one] as const))(
    '%s: %s',
    async (_name, verdict, one) => {
      phone.answer = (request) => (request.method === 'INVITE' ? undefined : agreeable(request));
      const seen: string[] = [];
      const call = phone.call();
      Object.assign(call.delegate ?? {}, {
        onRinging: () => seen.push('rings'),
        onEstablished: () => seen.push('established'),
      });
      await call.invite();
      await settled();
      const invite = phone.gateway.requests.at(-1);
      if (invite?.method !== 'INVITE') throw new Error('no INVITE');
      const request = {
        branch: /branch=([^;]+)/.exec(invite.header('Via'))?.[1] ?? '',
        callId: invite.header('Call-ID'),
        from: invite.header('From'),
        to: invite.header('To'),
        cseq: invite.header('CSeq'),
      };
      deliver(messageFor(one, newReceiver(request)));
      await settled();
      seen.push(...phone.ends.map(({ reason }) => `ends ${reason}`));
      expect(seen.join(', ') || 'ignored').toBe(verdict);
      phone.answer = agreeable;
      if (verdict === 'ignored') {
        // The call goes on waiting, and the right answer still counts.
        phone.receives(respond(invite, '486 Busy Here'));
        await settled();
        expect(phone.ends).toEqual([{ reason: 'busy', status: 486 }]);
      } else if (!verdict.startsWith('ends')) {
        void call.end('hung-up', 480);
        await settled();
      }
      await callsBothWays();
    },
  );
});
