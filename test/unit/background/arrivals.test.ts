import { letCallBacksRing } from '../../../src/background/call-backs';
import { Store } from '../../../src/background/store';
import type { Settings } from '../../../src/contract/settings';
import { CallDeskBench } from '../../fakes/call-desk';
import { profileOf } from '../../fakes/profiles';
import { silentLogger } from '../../fakes/silent-logger';
import { talking } from '../../fakes/snapshots';

let bench: CallDeskBench;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  bench = new CallDeskBench();
});
afterEach(() => jest.useRealTimers());

const passing = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);
const features = (change: object) => {
  const profile = profileOf({ VoiceMailNumber: '*98' });
  return { ...profile, features: { ...profile.features, ...change } };
};

describe('with do not disturb', () => {
  beforeEach(() => {
    bench.settings.doNotDisturb = true;
  });

  it('a call is turned away without ringing, and is in the call log as missed', () => {
    bench.newIncoming();
    expect(bench.rejected).toEqual([480]);
    expect(bench.opened).toBe(0);
    expect(bench.calls).toEqual([]);
    expect(bench.ended).toMatchObject([
      { direction: 'incoming', party: { number: '205' }, reason: 'do-not-disturb', status: 480 },
    ]);
  });

  it('a call that the profile links to all phones goes to the voicemail', () => {
    bench = new CallDeskBench(features({ dndSacLink: true }));
    bench.settings.doNotDisturb = true;
    bench.newIncoming();
    expect(bench.rejected).toEqual([302]);
    expect(bench.rejectedWith[0]).toBe('Contact: <sip:*98@pbx.example.com>');
  });
});

describe('declined', () => {
  it.each([
    [undefined, 486],
    [2, 603],
    [3, 302],
  ])('by policy %p, the caller is told %p', (callDeclinePolicy, status) => {
    bench = new CallDeskBench(features({ callDeclinePolicy }));
    bench.desk.decline(bench.newIncoming());
    expect(bench.owed).toMatchObject([{ reason: 'declined', refusal: { status } }]);
  });

  it('a call that stands is hung up, and nobody is sent anywhere', async () => {
    bench = new CallDeskBench(features({ callDeclinePolicy: 3 }));
    bench.desk.hangUp(await bench.talkingTo('600'));
    expect(bench.owed).toMatchObject([{ reason: 'hung-up', refusal: undefined }]);
  });
});

describe('forwarded', () => {
  beforeEach(() => {
    Object.assign(bench.settings, { forwardTo: '207', forwardAfter: 20 });
  });

  it('never, where the profile does not let it', () => {
    bench = new CallDeskBench(features({ forwarding: false }));
    Object.assign(bench.settings, { forwardTo: '207', forwardWhen: 'always' });
    bench.newIncoming();
    expect(bench.rejected).toEqual([]);
  });

  it('always, it rings nowhere here', () => {
    bench.settings.forwardWhen = 'always';
    bench.newIncoming();
    expect(bench.rejected).toEqual([302]);
    expect(bench.rejectedWith).toEqual([
      'Contact: <sip:207@pbx.example.com>',
      'Diversion: <sip:201@pbx.example.com>;reason=unconditional',
    ]);
    expect(bench.ended).toMatchObject([{ reason: 'forwarded', forwardedTo: '207' }]);
  });

  it.each([
    ['by that number', ['300', '207']],
    ['by this phone itself', ['201', '300']],
  ])(
    'to a number, it rings where it was sent on %s before, as it would go in a circle',
    (_what, sentOnBy) => {
      bench.settings.forwardWhen = 'always';
      expect(bench.stateOf(bench.newIncoming({ sentOnBy }))).toMatchObject({ state: 'incoming' });
      expect(bench.rejected).toEqual([]);
    },
  );

  it('though others have sent it on, and when nobody answers not in a circle either', async () => {
    bench.settings.forwardWhen = 'always';
    bench.newIncoming({ sentOnBy: ['300'] });
    expect(bench.rejected).toEqual([302]);
    bench.settings.forwardWhen = 'unanswered';
    const id = bench.newIncoming({ sentOnBy: ['207'] });
    await passing(60);
    expect(bench.stateOf(id)).toMatchObject({ state: 'incoming' });
  });

  it('in a call, only the second one is', async () => {
    bench.settings.forwardWhen = 'busy';
    await bench.desk.answer(bench.newIncoming());
    expect(bench.rejected).toEqual([]);
    bench.newIncoming();
    expect(bench.rejected).toEqual([302]);
    expect(bench.calls).toHaveLength(1);
  });

  it('when nobody answers, it rings as long as it is set', async () => {
    bench.settings.forwardWhen = 'unanswered';
    const id = bench.newIncoming();
    await passing(19);
    expect(bench.stateOf(id)).toMatchObject({ state: 'incoming' });
    await passing(1);
    expect(bench.ended).toMatchObject([{ id, reason: 'forwarded', forwardedTo: '207' }]);
    expect(bench.owed).toMatchObject([{ refusal: { status: 302 } }]);
  });

  it('it is not once somebody has answered', async () => {
    bench.settings.forwardWhen = 'busy-or-unanswered';
    const id = bench.newIncoming();
    await bench.desk.answer(id);
    await passing(30);
    expect(bench.stateOf(id)).toMatchObject({ state: 'answering' });
  });

  it.each(['201', '112', ''])('to %p, it rings', (forwardTo) => {
    Object.assign(bench.settings, { forwardWhen: 'always', forwardTo });
    expect(bench.stateOf(bench.newIncoming())).toMatchObject({ state: 'incoming' });
  });
});

describe('answered by itself', () => {
  beforeEach(() => {
    bench.settings.autoAnswer = true;
  });
  const asked = () => bench.sessions.at(-1)?.asked;

  it('a colleague is, after a sound, and it says so', async () => {
    const id = bench.newIncoming({ answerAfter: 0 });
    await passing(0);
    expect(bench.tones).toEqual(['auto-answer']);
    expect(asked()).toContain('answer');
    expect(bench.stateOf(id)).toMatchObject({ answersItself: true });
  });

  it('a colleague is, after the seconds that they want', async () => {
    const id = bench.newIncoming({ answerAfter: 3 });
    await passing(2);
    expect(bench.stateOf(id)).toMatchObject({ state: 'incoming' });
    expect(bench.stateOf(id)).not.toHaveProperty('answersItself');
    await passing(1);
    expect(asked()).toContain('answer');
  });

  it('nobody is without that sound: it rings', async () => {
    bench.speaker = 'gone';
    const id = bench.newIncoming({ answerAfter: 0 });
    await passing(0);
    expect(asked()).not.toContain('answer');
    expect(bench.stateOf(id)).not.toHaveProperty('answersItself');
  });

  it('nobody is without a microphone: it rings', async () => {
    bench.microphone = 'missing';
    const id = bench.newIncoming({ answerAfter: 0 });
    await passing(0);
    expect(bench.stateOf(id)).toMatchObject({ state: 'incoming' });
    expect(bench.stateOf(id)).not.toHaveProperty('answersItself');
  });

  it.each<[string, () => void, object]>([
    ['does not ask', () => undefined, {}],
    ['is not let in', () => Object.assign(bench.settings, { autoAnswer: false }), { answerAfter: 0 }],
    [
      'is no colleague',
      () => undefined,
      { answerAfter: 0, facts: { party: { number: '+4989', name: '' }, called: '201' } },
    ],
  ])('nobody is who %s', async (_who, prepare, more) => {
    prepare();
    bench.newIncoming(more);
    await passing(5);
    expect(bench.tones).toEqual([]);
    expect(asked()).not.toContain('answer');
  });

  it('nobody is where the profile forbids it', async () => {
    bench = new CallDeskBench(features({ autoAnswer: false }));
    bench.settings.autoAnswer = true;
    bench.newIncoming({ answerAfter: 0 });
    await passing(1);
    expect(asked()).not.toContain('answer');
  });

  it('nobody is while there is another call, not even one that has come since', async () => {
    await bench.talkingTo('600');
    bench.newIncoming({ answerAfter: 0 });
    await passing(1);
    expect(asked()).not.toContain('answer');
    bench.desk.endAll();
    bench.newIncoming({ answerAfter: 3 });
    await bench.talkingTo('601');
    await passing(4);
    expect(bench.tones).toEqual([]);
  });

  it('nobody is while the user talks at another device, nor where that has begun since', async () => {
    bench.busyElsewhere = true;
    bench.newIncoming({ answerAfter: 0 });
    await passing(1);
    expect(asked()).not.toContain('answer');
    bench.desk.endAll();
    bench.busyElsewhere = false;
    const id = bench.newIncoming({ answerAfter: 3 });
    bench.book.apply(id, { type: 'quiet', quiet: true });
    await passing(4);
    expect(asked()).not.toContain('answer');
    expect(bench.tones).toEqual([]);
  });
});

describe('after a call for help', () => {
  const helped = (settings: Partial<Settings>, enforced: (keyof Settings)[] = []) => {
    const store = new Store();
    const saved: Partial<Settings>[] = [];
    store.update({ settings: { ...store.snapshot.settings, ...settings }, enforcedSettings: enforced });
    letCallBacksRing(store, async (change) => void saved.push(change), silentLogger);
    store.update({ calls: [talking(0, {})] });
    expect(saved).toEqual([]);
    store.update({ calls: [talking(0, { id: 'help', emergency: true })] });
    store.update({ missedCalls: 1 });
    return saved;
  };

  it('calls ring here again', () => {
    expect(helped({ doNotDisturb: true })).toEqual([{ doNotDisturb: false }]);
    expect(helped({ forwardWhen: 'always' })).toEqual([{ doNotDisturb: false, forwardWhen: 'never' }]);
    expect(helped({})).toEqual([]);
  });

  it('what the administrator has decided stays', () => {
    expect(helped({ forwardWhen: 'always' }, ['forwardWhen'])).toEqual([]);
  });
});
