import { soundsFor, toneOfEnd } from '../../../src/background/sounds';
import { commanded } from '../../../src/domain/call-commands';
import { CallDeskBench, type FakeSession } from '../../fakes/call-desk';
import { denver, profileOf } from '../../fakes/profiles';

let bench: CallDeskBench;

beforeEach(() => {
  bench = new CallDeskBench();
  bench.otherPhone = '209';
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
const called = () => bench.sessions.map(({ target, asked }) => [target, ...asked]);
/** The phone is the second that is made, and the first that is called. */
const phone = () => bench.sessions.find(({ target }) => target === '209') as FakeSession;
const far = () => bench.sessions.find(({ target }) => target !== '209') as FakeSession;

async function talkingTo(number: string): Promise<string> {
  const id = await bench.dial(number);
  phone().delegate?.onEstablished(undefined);
  await settled();
  far().delegate?.onEstablished(undefined);
  await settled();
  return id;
}

describe('while another phone is used', () => {
  it('a call opens no microphone and no document, whatever is said of the microphone', async () => {
    bench.microphone = 'denied';
    await talkingTo('600');
    expect(called()).toEqual([
      ['600', 'invite, no offer'],
      ['209', 'invite'],
    ]);
    expect(bench.opened + bench.microphonesOpened).toBe(0);
    expect(bench.calls).toMatchObject([
      { state: 'talking', party: { number: '600' }, otherPhone: { number: '+49 209' } },
    ]);
  });

  it.each(['911', '9911', 'sip:911@pbx.example.com'])(
    'a call for help to %s leaves here at once, and rings nobody else first',
    async (number) => {
      bench = new CallDeskBench(profileOf({ DialRule: true, ...denver }));
      bench.otherPhone = '209';
      await bench.dial(number);
      expect(called()).toEqual([[number, 'invite']]);
      expect(bench.calls[0]).not.toHaveProperty('otherPhone');
      expect(bench.opened).toBe(1);
    },
  );

  it('a call that comes in is picked up there and not here', async () => {
    const id = bench.newIncoming();
    expect(called()).toEqual([
      ['205', 'accept early'],
      ['209', 'invite, no offer'],
    ]);
    await expect(bench.desk.answer(id)).rejects.toMatchObject({ code: 'answer-at-phone' });
    expect(bench.opened).toBe(0);
    phone().delegate?.onEstablished(undefined);
    await settled();
    expect(far().asked).toEqual(['accept early', 'answer']);
  });

  it('a call that is picked up there holds the one before', async () => {
    await talkingTo('600');
    const first = far();
    bench.newIncoming();
    const second = bench.sessions.filter(({ target }) => target === '209').at(-1);
    second?.delegate?.onEstablished(undefined);
    await settled();
    expect(first.asked).toContain('hold');
  });

  it('our own call that its phone sends on to us is turned away', async () => {
    await bench.dial('600');
    bench.newIncoming({ facts: { party: { number: '201', name: '' }, called: '201' } });
    expect(bench.rejected).toEqual([486]);
    expect(bench.calls).toHaveLength(1);
  });

  it('its microphone cannot be muted from here, nor its calls be mixed', async () => {
    const id = await talkingTo('600');
    await expect(bench.desk.setMute(id, true)).rejects.toMatchObject({ code: 'not-possible-now' });
    expect(bench.calls).toMatchObject([{ muted: false }]);
    expect(commanded('mute', bench.calls)).toBeUndefined();
    expect(commanded('hang-up', bench.calls)).toMatchObject({ intent: 'hang-up' });
  });

  it('no key answers what rings there, and one declines it', () => {
    bench.newIncoming();
    expect(commanded('answer', bench.calls)).toBeUndefined();
    expect(commanded('hang-up', bench.calls)).toMatchObject({ intent: 'decline' });
  });

  it('nothing is heard here', async () => {
    bench.newIncoming();
    expect(soundsFor(bench.calls)).toEqual({ ring: false, tone: undefined });
    bench = new CallDeskBench();
    bench.otherPhone = '209';
    await bench.dial('600');
    phone().delegate?.onEstablished(undefined);
    await settled();
    far().delegate?.onRinging(false);
    expect(bench.calls.at(-1)).toMatchObject({ state: 'ringing' });
    expect(soundsFor(bench.calls)).toEqual({ ring: false, tone: undefined });
    far().delegate?.onEnded('busy', 486);
    const over = bench.ended.at(-1);
    expect(over && toneOfEnd(over)).toBeUndefined();
  });

  it('a call whose phone is busy rings here, is answered here, and holds what is talked there', async () => {
    await talkingTo('600');
    const first = far();
    const id = bench.newIncoming();
    const second = bench.sessions.filter(({ target }) => target === '209').at(-1);
    second?.delegate?.onEnded('busy', 486);
    expect(bench.calls.at(-1)).toMatchObject({ state: 'incoming', triedPhone: { failure: 'phone-busy' } });
    // Who talks there is not rung for.
    expect(soundsFor(bench.calls)).toEqual({ ring: false, tone: 'call-waiting' });
    expect(soundsFor(bench.calls.slice(-1))).toEqual({ ring: true, tone: undefined });
    expect(commanded('answer', bench.calls)).toMatchObject({ intent: 'answer' });
    await bench.desk.answer(id);
    expect(first.asked).toContain('hold');
    const caller = bench.sessions.find(({ target }) => target === '205');
    expect(caller?.asked).toEqual(['accept early', 'use media', 'answer']);
    expect([bench.opened, bench.microphonesOpened]).toEqual([1, 1]);
  });

  it('a call that is declined here stops ringing there', () => {
    bench.desk.decline(bench.newIncoming());
    expect(bench.ended).toMatchObject([{ reason: 'declined' }]);
    expect(phone().asked.at(-1)).toMatch(/^end:/);
  });
});
