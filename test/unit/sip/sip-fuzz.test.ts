import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzz } from '../../fuzz/fuzz';
import { mutatedSip } from '../../fuzz/mutated-sip';
import { BatteredPhone } from './battered-phone';
import { messageFor, readCases, type TortureCase } from './torture/torture-messages';

/** Cases between two proofs that the phone is one still. */
const between = 500;

/** What the gateways of the end-to-end tests have sent, and the torture suite; what differs each time is left open. */
const seeds = [
  ...readFileSync(join(__dirname, '..', '..', 'fuzz', 'recorded-messages.txt'), 'utf8')
    .split('\n%%\n')
    .map((text) => text.replaceAll('\n', '\r\n')),
  ...['requests.txt', 'ipv6.txt', 'responses.txt'].flatMap((file) => readCases(file).map(tortureSeed)),
].filter((text) => text.length < 5_000);

function tortureSeed(one: TortureCase): string {
  const request = {
    branch: '{our-branch}',
    callId: '{call-id}',
    from: '{our-from}',
    to: '{our-to}',
    cseq: '{our-cseq}',
  };
  const receiver = { us: '{us}', ourHost: '{our-host}', n: '{n}' };
  return messageFor(one, one.text.startsWith('SIP/') ? { ...receiver, request } : receiver).toString('utf8');
}

let battered: BatteredPhone | undefined;
let cases = 0;

beforeAll(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'performance', 'setImmediate'] });
});
afterAll(async () => {
  await battered?.prove();
  await battered?.close();
  jest.useRealTimers();
});

fuzz(
  'a message to a phone in a call, with another on its way, is read, refused or ignored, and the phone goes on',
  {
    cases: mutatedSip(seeds),
    shortRuns: 3_000,
    weight: 5,
    check: async (text) => {
      if (cases++ % between === 0) {
        await battered?.prove();
        await battered?.close();
        battered = undefined;
      }
      battered ??= await BatteredPhone.open();
      await battered.receive(text);
    },
  },
);
