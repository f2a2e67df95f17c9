// 100,000 sequences of events in any order: no call is ever in a state that makes no sense.
import fc from 'fast-check';
import { type Call, type CallEvent, type LiveCall, transition } from '../../../src/domain/call';
import { endReasons } from '../../../src/domain/end-reason';
import type { Talking } from '../../../src/domain/talking';
import { newTransfer, type TransferNews } from '../../../src/domain/transfer';
import { seeded } from '../../fakes/seeded-random';

const sequences = 100_000;
const eventsEach = 20;

const party = fc.constantFrom({ number: '', name: '' }, { number: '601', name: 'Ann' });
const at = fc.nat();
const yes = fc.boolean();

const to = { number: '207', name: '' };
const status = fc.constantFrom(100, 180, 200, 486);
const news: fc.Arbitrary<TransferNews> = fc.oneof(
  fc.constantFrom<TransferNews>({ type: 'taken' }, { type: 'no-word' }, { type: 'refused', status: 603 }),
  fc.record({ type: fc.constant('notice' as const), status, over: yes }),
);
const referral = { state: 'asked', to, target: 'sip:207@example.com', sequence: 1, until: 0 } as const;

/** One of each kind: a new kind of event does not compile before it has its place here. */
const arbitraries: { [T in CallEvent['type']]: fc.Arbitrary<Extract<CallEvent, { type: T }>> } = {
  ringing: fc.record({ type: fc.constant('ringing'), earlyMedia: yes }),
  answer: fc.record({ type: fc.constant('answer') }),
  answered: fc.oneof(
    fc.record({ type: fc.constant('answered'), at }),
    fc.record({ type: fc.constant('answered'), at, party }),
  ),
  party: fc.record({ type: fc.constant('party'), party }),
  contacts: fc.record({
    type: fc.constant('contacts'),
    contacts: fc.constantFrom([], [{ id: 'c', name: 'Ann' }]),
  }),
  mute: fc.record({ type: fc.constant('mute'), muted: yes }),
  hold: fc.record({ type: fc.constant('hold'), held: yes }),
  'hold-done': fc.record({ type: fc.constant('hold-done'), held: yes }),
  'held-by-other': fc.record({ type: fc.constant('held-by-other'), held: yes }),
  interrupted: fc.record({ type: fc.constant('interrupted'), interrupted: yes }),
  'sound-lost': fc.record({ type: fc.constant('sound-lost'), lost: yes }),
  quality: fc.record({
    type: fc.constant('quality'),
    sample: fc.record({
      seconds: fc.constant(5),
      receiving: fc.record({ packets: fc.nat(), lost: fc.nat() }),
    }),
  }),
  'post-dial': fc.record({ type: fc.constant('post-dial'), left: fc.constantFrom('', '1', 'w2') }),
  join: fc.record({ type: fc.constant('join'), joined: yes }),
  silence: fc.record({ type: fc.constant('silence'), silenced: yes }),
  'other-phone': fc.record({
    type: fc.constant('other-phone'),
    state: fc.constantFrom('calling', 'ringing', 'answered'),
  }),
  'other-phone-failed': fc.record({
    type: fc.constant('other-phone-failed'),
    failure: fc.constantFrom('phone-busy', 'phone-no-answer', 'phone-not-reached'),
  }),
  people: fc.record({
    type: fc.constant('people'),
    people: fc.constantFrom([], [{ uri: 'sip:205@a.example', number: '205', name: '' }]),
  }),
  forward: fc.record({ type: fc.constant('forward'), to: fc.constant('205') }),
  'answers-itself': fc.record({ type: fc.constant('answers-itself'), itself: yes }),
  quiet: fc.record({ type: fc.constant('quiet'), quiet: yes }),
  transfer: fc.constant({ type: 'transfer', transfer: newTransfer(to, 0) }),
  'transfer-news': fc.record({ type: fc.constant('transfer-news'), news, at }),
  'transfer-over': fc.record({ type: fc.constant('transfer-over') }),
  referred: fc.constant({ type: 'referred', referral }),
  referral: fc.record({
    type: fc.constant('referral'),
    state: fc.constantFrom('calling', 'ringing', 'failed'),
  }),
  'referral-named': fc.constant({ type: 'referral-named', sequence: 1, to }),
  'referral-followed': fc.record({ type: fc.constant('referral-followed'), party, heldByOther: yes }),
  'referral-over': fc.record({ type: fc.constant('referral-over') }),
  end: fc.record({ type: fc.constant('end'), at, reason: fc.constantFrom(...endReasons) }),
};

const { end, ...others } = arbitraries;
/** Ends are rare, or hardly any call would live to see the other events. */
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  { weight: 100, arbitrary: fc.oneof(...(Object.values(others) as fc.Arbitrary<CallEvent>[])) },
  { weight: 1, arbitrary: end },
);

/** Drawn once: to choose among them is quicker than to make each anew, two million times. */
const events = fc.sample(event, { numRuns: 5_000, seed: 1 });

const facts = {
  id: 'a',
  party: { number: '600', name: '' },
  called: '600',
  profileId: 'p',
  startedAt: 0,
  postDial: '1',
};
const calls: readonly LiveCall[] = [
  { ...facts, direction: 'outgoing', state: 'calling' },
  { ...facts, direction: 'incoming', state: 'incoming' },
  { ...facts, direction: 'outgoing', state: 'calling', conference: true },
];

/** How far a call has come; there is no way back. */
const ranks: Record<Call['direction'], Partial<Record<Call['state'], number>>> = {
  outgoing: { calling: 0, ringing: 1, talking: 2, ended: 3 },
  incoming: { incoming: 0, answering: 1, talking: 2, ended: 3 },
};
const rankOf = ({ direction, state }: Call) => ranks[direction][state];

/** What no other state has; an ended call knows when it was answered, too. */
const ofTalking = [
  ...['muted', 'held', 'holdPending', 'heldByOther', 'interrupted'],
  ...['soundLost', 'postDialLeft', 'joined', 'silenced', 'transfer', 'referral', 'people'],
];

/** Faster than `expect`, which is asked millions of times here. */
function must(isSo: boolean, words: string): void {
  if (!isSo) throw new Error(words);
}

function mustMakeSense(before: LiveCall, event: CallEvent, after: Call): void {
  must((rankOf(after) ?? -1) >= (rankOf(before) ?? 0), `${after.state} after ${before.state}`);
  const followed = event.type === 'referral-followed';
  must(followed || after.called === before.called, 'another called');
  for (const key of ['id', 'direction', 'profileId', 'startedAt', 'postDial'] as const)
    must(after[key] === before[key], `another ${key}`);
  const renames = followed || event.type === 'party' || event.type === 'answered';
  must(renames || after.party === before.party, `another party by ${event.type}`);
  if (after.state === 'talking') mustMakeSenseTalking(before, event, after);
  else mustMakeSenseSilent(before, event, after);
}

function mustMakeSenseTalking(before: LiveCall, event: CallEvent, after: Talking): void {
  must(!after.people || after.conference === true, 'people of no conference');
  must(!after.silenced || after.joined === true, 'silenced outside of a conference');
  must(before.state !== 'incoming', 'talking without an answer of ours');
  must(
    (after.transfer?.failure !== undefined) === (after.transfer?.state === 'failed'),
    'a failure of nothing',
  );
  if (before.state === 'talking') {
    const isFollowed = ['calling', 'ringing'].includes(before.referral?.state ?? '');
    must(event.type !== 'referral-followed' || isFollowed, 'followed without consent');
    must(after.answeredAt === before.answeredAt, 'answered once more');
    must(!after.holdPending || before.holdPending || event.type === 'hold', 'a hold that nobody asked for');
  } else must(event.type === 'answered', `talking by ${event.type}`);
}

function mustMakeSenseSilent(before: LiveCall, event: CallEvent, after: Exclude<Call, Talking>): void {
  const strays = Object.keys(after).filter((key) => ofTalking.includes(key));
  must(strays.length === 0, `${after.state} with ${strays}`);
  if (after.state === 'ended') {
    must(event.type === 'end', `ended by ${event.type}`);
    const transferred = after.transferredTo !== undefined;
    must(!transferred || after.reason === 'transferred', 'transferred without a transfer');
    must(after.answeredAt === (before.state === 'talking' ? before.answeredAt : undefined), 'a wrong answer');
  } else must(after.quality === undefined, 'measured before the answer');
}

it('a call is never in a state that makes no sense, whatever happens in whatever order', () => {
  const random = seeded(1);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const reached = new Set<string>();
  let refused = 0;
  for (let sequence = 0; sequence < sequences; sequence++) {
    const begun = oneOf(calls);
    const happened: CallEvent[] = [];
    let call: Call = begun;
    for (let i = 0; i < eventsEach; i++) {
      const each = oneOf(events);
      happened.push(each);
      try {
        const after: Call | undefined = transition(call, each);
        if (call.state === 'ended') must(after === undefined, 'something after the end');
        else if (after) mustMakeSense(call, each, after);
        if (!after) refused++;
        call = after ?? call;
      } catch (error) {
        throw new Error(`${error} in ${JSON.stringify([begun, ...happened])}`);
      }
      reached.add(`${call.direction} ${call.state}`);
    }
  }
  expect(refused).toBeGreaterThan(sequences);
  expect([...reached].sort()).toEqual(
    Object.entries(ranks)
      .flatMap(([direction, states]) => Object.keys(states).map((state) => `${direction} ${state}`))
      .sort(),
  );
});
