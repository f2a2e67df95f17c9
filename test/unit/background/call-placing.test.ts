import { PhoneError } from '../../../src/contract/phone-error';
import { CallDeskBench } from '../../fakes/call-desk';
import { denver, profileOf } from '../../fakes/profiles';

const american = profileOf({ DialRule: true, ...denver });

let bench: CallDeskBench;

beforeEach(() => {
  bench = new CallDeskBench();
});

const targets = () => bench.sessions.map(({ target }) => target);

describe('dialling', () => {
  it('places a call with what was dialled, from the profile in use', async () => {
    const id = await bench.dial(' 600 ');
    expect(bench.stateOf(id)).toEqual({
      state: 'calling',
      id,
      direction: 'outgoing',
      party: { number: '600', name: '' },
      called: '600',
      typed: '600',
      dialRule: 'off',
      profileId: bench.profile.id,
      startedAt: 7,
    });
    expect(bench.sessions[0]?.asked).toEqual(['invite']);
  });

  it.each([
    ['(212) 555-0100', '2125550100', '(212) 555-0100'],
    ['+44 20 7946 0000', '+442079460000', '+44 20 7946 0000'],
    ['*70#', '*70#', '*70#'],
    ['tel:600', '600', '600'],
    ['tel:+1-212-555-0100;ext=22', '+12125550100', '+1-212-555-0100'],
    ['tel:%2B12125550100', '+12125550100', '+12125550100'],
    ['+1 212 555 0100,,34#', '+12125550100', '+1 212 555 0100'],
    ['1-800-FLOWERS', '18003569377', '1-800-FLOWERS'],
    ['٦٠٠', '600', '٦٠٠'],
    ['alice', 'alice', 'alice'],
    ['amélie.martin', 'amélie.martin', 'amélie.martin'],
    ['sip:bob@example.com', 'sip:bob@example.com', 'sip:bob@example.com'],
    ['bob@example.com', 'sip:bob@example.com', 'sip:bob@example.com'],
  ])('calls for %j: %j, shown as %j', async (typed, called, shown) => {
    const id = await bench.dial(typed);
    expect(targets()).toEqual([called]);
    expect(bench.stateOf(id)).toMatchObject({ called, typed, party: { number: shown } });
  });

  it.each(['', '   ', '-', '()', '<script>', 'two words'])('does not call for %j', async (typed) => {
    await expect(bench.dial(typed)).rejects.toMatchObject({ code: 'no-number' });
    expect(bench.calls).toEqual([]);
  });

  it.each([
    ['microphone-denied', 'denied'],
    ['microphone-missing', 'missing'],
  ] as const)('says %s before anything is sent', async (code, state) => {
    bench.microphone = state;
    await expect(bench.dial('600')).rejects.toMatchObject({ code });
    expect([bench.sessions, bench.opened, bench.calls]).toEqual([[], 0, []]);
  });

  it('says that nobody is ready', async () => {
    bench.phoneError = new PhoneError('gateway-not-ready');
    await expect(bench.dial('600')).rejects.toMatchObject({ code: 'gateway-not-ready' });
  });

  it('asks the directory whether that number may be called, except in an emergency', async () => {
    const asked: string[] = [];
    bench.mayCall = async (number) => {
      asked.push(number);
      throw new PhoneError('identity-missing');
    };
    await expect(bench.dial('301')).rejects.toMatchObject({ code: 'identity-missing' });
    expect([asked, bench.sessions]).toEqual([['301'], []]);
    await bench.dial('112');
    expect([asked, targets()]).toEqual([['301'], ['112']]);
  });

  it('by two screens at once is one call', async () => {
    const [first, second] = await Promise.allSettled([bench.dial('600'), bench.dial('600')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'not-possible-now' } });
    expect(bench.calls).toHaveLength(1);
  });

  it('holds the call that is active', async () => {
    const first = await bench.talkingTo('600');
    await bench.talkingTo('601');
    expect(bench.stateOf(first)).toMatchObject({ held: true, holdPending: false });
  });

  it('stops at six calls', async () => {
    for (let count = 0; count < 6; count++) await bench.talkingTo(`60${count}`);
    await expect(bench.dial('606')).rejects.toMatchObject({ code: 'not-possible-now' });
  });
});

describe('with the rules of the profile', () => {
  beforeEach(() => {
    bench = new CallDeskBench(american);
  });

  it('dials what they make of it, and shows what was typed', async () => {
    const id = await bench.dial('(212) 555-0100,,34w5');
    expect(targets()).toEqual(['912125550100']);
    expect(bench.stateOf(id)).toMatchObject({
      party: { number: '(212) 555-0100' },
      typed: '(212) 555-0100,,34w5',
      called: '912125550100',
      dialRule: 'N4',
      postDial: ',,34w5',
    });
    bench.sessions[0]?.delegate?.onEstablished(undefined);
    expect(bench.stateOf(id)).toMatchObject({ party: { number: '(212) 555-0100' } });
  });

  it('dials as typed when the user wants it so, and remembers it', async () => {
    const id = await bench.dial('(212) 555-0100,34', { asTyped: true });
    expect(targets()).toEqual(['2125550100']);
    expect(bench.stateOf(id)).toMatchObject({ asTyped: true, dialRule: 'off', postDial: ',34' });
  });
});

describe('with the rules of the user', () => {
  const left = profileOf({ DialRule: false });
  const own = { ...american.dialRules, mode: 'user' as const };

  it.each([
    ['leaves it to people', left, '912125550100'],
    ['knows no rules', profileOf(), '2125550100'],
  ])('where the profile %s', async (_case, profile, called) => {
    bench = new CallDeskBench(profile);
    bench.ownRules = own;
    await bench.dial('2125550100');
    expect(targets()).toEqual([called]);
  });
});

describe('an emergency call', () => {
  beforeEach(() => {
    bench = new CallDeskBench(american);
  });

  it.each(['911', '9911'])('goes out as %s was typed', async (typed) => {
    await bench.dial(typed);
    expect(targets()).toEqual([typed]);
  });

  it('goes out as the seventh call', async () => {
    for (let count = 0; count < 6; count++) await bench.talkingTo(`100${count}`);
    await bench.dial('911');
    expect(targets().at(-1)).toBe('911');
  });

  it('does not wait for another call to be placed, nor for one to be held', async () => {
    await bench.talkingTo('1000');
    const holding = new Promise<void>((asked) => {
      for (const session of bench.sessions) {
        session.setHold = () => {
          asked();
          return new Promise(() => undefined);
        };
      }
    });
    void bench.dial('1001');
    await holding;
    await bench.dial('911');
    expect(targets()).toEqual(['1000', '911']);
  });

  it('by two screens at once is one call, and neither is refused', async () => {
    const ids = await Promise.all([bench.dial('911'), bench.dial('911')]);
    expect(new Set(ids).size).toBe(1);
    expect(targets()).toEqual(['911']);
  });

  it('does not wait for the end of a countdown to the gateway', async () => {
    bench.phoneError = new PhoneError('gateway-not-ready');
    bench.reachGateway = async () => {
      bench.phoneError = undefined;
    };
    await expect(bench.dial('1000')).rejects.toMatchObject({ code: 'gateway-not-ready' });
    await bench.dial('911');
    expect(targets()).toEqual(['911']);
  });

  it('goes out without a microphone, and is heard as soon as there is one', async () => {
    bench.microphone = 'missing';
    const id = await bench.talkingTo('911');
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', emergency: true });
    expect(bench.microphonesOpened).toBe(0);
    bench.microphone = 'granted';
    await bench.media.microphoneFound();
    expect(bench.microphonesOpened).toBe(1);
    expect(bench.ended).toEqual([]);
  });

  it.each(['sip:911@pbx.example.com', '911@PBX.example.com', 'sip:9911@backup.example.com;user=phone'])(
    'is one as the address %s of a gateway of our own, which leaves as it is',
    async (typed) => {
      bench = new CallDeskBench(
        profileOf({
          DialRule: true,
          ...denver,
          AutoFailover: true,
          SecondaryAddress: 'backup.example.com',
        }),
      );
      bench.microphone = 'missing';
      const id = await bench.dial(typed);
      expect(bench.stateOf(id)).toMatchObject({ emergency: true });
      expect(targets()).toEqual([typed.startsWith('sip:') ? typed : `sip:${typed}`]);
    },
  );

  it('is none at the address of anybody else', async () => {
    const id = await bench.dial('sip:911@conference.example.org');
    expect(bench.stateOf(id)).not.toHaveProperty('emergency');
  });

  it('is one as typed, too, and without any rules', async () => {
    const off = new CallDeskBench();
    for (let count = 0; count < 6; count++) await off.talkingTo(`100${count}`);
    await off.dial('112', { asTyped: true });
    expect(off.calls).toHaveLength(7);
  });
});
