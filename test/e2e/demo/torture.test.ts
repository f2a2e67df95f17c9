import { dial, press, waitForButton, waitForStatus } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import {
  messageFor,
  type Receiver,
  readCases,
  type TortureCase,
} from '../../unit/sip/torture/torture-messages';
import { Desk } from '../desk';
import { contactOf, request } from '../flood';
import { ownHertz } from '../installation';
import { askDirectly, currentSnapshot } from '../screen-probes';

jest.setTimeout(240_000);

const user = '201';
let desk: Desk;
let count = 0;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());

/** How the phone has answered the message that was named so, the newest answer first. */
function answersTo(branch: string): string[] {
  return [...desk.gateway.script.floodAnswers(user)]
    .filter(([, { branches }]) => branches.some((one) => one.endsWith(branch)))
    .map(([status]) => status)
    .reverse();
}

/** An answer to this one shows that whatever came before it has been dealt with. */
async function isAttentive(): Promise<void> {
  const name = `attention-${++count}`;
  desk.gateway.script.sendUnread(user, request('OPTIONS', contactOf(desk.gateway, user), name));
  await desk.gateway.until('an answer to OPTIONS', () => answersTo(name).length > 0);
}

/** What the phone does with a message; its branch is one that the gateway counts and does not read. */
async function outcome(one: TortureCase): Promise<string> {
  const us = contactOf(desk.gateway, user);
  const n = `e2e-${++count}-end`;
  const to: Receiver = { us, ourHost: /@([^;]+)/.exec(us)?.[1] ?? '', n };
  const message = Buffer.from(
    messageFor(one, to)
      .toString('latin1')
      .replace(/branch(\s*=\s*)z9hG4bK(?!flood)/gi, 'branch$1z9hG4bKflood'),
    'latin1',
  );
  const branch = /branch\s*=\s*(z9hG4bKflood[^\s;,]*)/i.exec(message.toString('latin1'))?.[1] ?? 'none';
  const forget = desk.gateway.script.floodAnswers(user) as Map<string, unknown>;
  forget.clear();
  const isText = Buffer.from(message.toString('utf8')).equals(message);
  desk.gateway.script.sendUnread(user, isText ? message.toString('utf8') : message);
  await isAttentive();
  // One without a branch is answered where nobody counts.
  const read = desk.gateway.messages.findLast(({ text }) => text.includes(`torture-${n}@`));
  const statuses = [...answersTo(branch), /^SIP\/2\.0 (\d+)/.exec(read?.text ?? '')?.[1]];
  const status = statuses.find((answer) => answer !== undefined && answer !== '100');
  if (status === undefined) return 'ignored';
  if (status !== '180') return `answered ${status}`;
  const calls = await waitUntil('a call that rings', async () => {
    const snapshot = await currentSnapshot(desk.phone);
    return snapshot.calls.length > 0 && snapshot.calls;
  });
  const [{ id, party } = { id: '', party: { number: '', name: '' } }] = calls;
  expect(await askDirectly(desk.phone, 'decline', { callId: id })).toEqual({ ok: true });
  await waitUntil('no call', async () => (await currentSnapshot(desk.phone)).calls.length === 0);
  return `rings ${party.number || '-'} ${party.name}`.trimEnd();
}

it('every message of the torture suite has its verdict from the whole phone, which then calls and is called', async () => {
  const cases = ['requests.txt', 'ipv6.txt', 'frames.txt'].flatMap(readCases);
  const wrong: string[] = [];
  for (const one of cases) {
    // Too many at once for one phone: so they come more slowly.
    const got = await waitUntil('an answer', async () => {
      const answer = await outcome(one);
      return answer !== 'answered 503' && answer;
    });
    if (got !== one.verdict) wrong.push(`${one.name}: ${got}, not ${one.verdict}`);
  }
  // To requests that nobody has sent.
  for (const one of readCases('responses.txt')) {
    const got = await outcome(one);
    if (got !== 'ignored') wrong.push(`${one.name}: ${got}, not ignored`);
  }
  expect(wrong).toEqual([]);
  console.log(`figure: ${cases.length} torture messages through the whole phone`);

  await waitForStatus(desk.phone, 'state_ready');
  await dial(desk.phone, '600');
  const out = await desk.farEnd.called('600');
  await desk.farEnd.hears(out, ownHertz);
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isOver(out);
  const call = desk.gateway.call({ to: user, from: { number: '207' }, media: 'tone' });
  await waitForButton(desk.phone, 'answer');
  await press(desk.phone, 'answer');
  await desk.farEnd.hears(await call.answered, ownHertz);
  await press(desk.phone, 'hang_up');
  expect((await call.ended).by).toBe('remote');
});
