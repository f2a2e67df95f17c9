import fc from 'fast-check';
import {
  answered,
  answerTo,
  type Flow,
  flowOf,
  isNews,
  type Leg,
  newRelay,
  offered,
  offerTo,
  otherLeg,
  type RelayedSound,
  refused,
  silenceTo,
} from '../../../src/domain/relayed-sound';
import { silentOffer } from '../../../src/domain/silent-offer';

const flows = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

function description(of: string, flow?: Flow): string {
  return [
    'v=0',
    `o=${of} 1 1 IN IP4 192.0.2.1`,
    's=-',
    't=0 0',
    'm=audio 4000 UDP/TLS/RTP/SAVPF 0',
    'c=IN IP4 192.0.2.1',
    `a=ice-ufrag:${of}`,
    'a=rtpmap:0 PCMU/8000',
    ...(flow ? [`a=${flow}`] : []),
    '',
  ].join('\r\n');
}

/** All but what the relay writes itself. */
function essence(sdp: string): string {
  return sdp.replace(/^(?:o=.*|a=(?:sendrecv|sendonly|recvonly|inactive))\r\n/gm, '');
}

function take<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is nothing');
  return value;
}

describe('what two phones are told of each other', () => {
  const both = () =>
    answered(offered(newRelay('7'), 'far', description('far')), 'phone', description('phone'));

  it("is the other one's description, under an origin of our own", () => {
    const { sdp } = take(offerTo(both(), 'phone'));
    expect(essence(sdp)).toBe(essence(description('far')));
    expect(sdp).toContain('o=- 7 1 IN IP4 0.0.0.0\r\n');
  });

  it('is nothing while the other one has given nothing', () => {
    expect(offerTo(newRelay('7'), 'phone')).toBeUndefined();
    expect(answerTo(offered(newRelay('7'), 'far', description('far')), 'far')).toBeUndefined();
  });

  it('begins with silence where there is nothing to be heard yet, and counts on from there', () => {
    const silence = silentOffer([], new Uint8Array(64));
    const first = silenceTo(newRelay('7'), 'phone', silence);
    expect(flowOf(first.sdp)).toBe('inactive');
    expect(first.sdp).toContain('o=- 7 1 ');
    const heard = offered(
      answered(first.sound, 'phone', description('phone', 'inactive')),
      'far',
      description('far'),
    );
    const next = take(offerTo(heard, 'phone'));
    expect(next.sdp).toContain('o=- 7 2 ');
    expect(flowOf(next.sdp)).toBe('sendrecv');
    // It could not say anything else to an offer of silence.
    expect(flowOf(take(answerTo(heard, 'far')).sdp)).toBe('sendrecv');
  });

  it("a hold of one's own stays its own, and ours goes over both", () => {
    const held = offered(both(), 'far', description('far', 'sendonly'));
    expect(flowOf(take(offerTo(held, 'phone')).sdp)).toBe('sendonly');
    const ours = { ...held, held: true };
    expect(flowOf(take(offerTo(ours, 'phone')).sdp)).toBe('inactive');
    expect(flowOf(take(offerTo(ours, 'far')).sdp)).toBe('inactive');
    const told = take(offerTo(ours, 'far')).sound;
    const resumed = { ...answered(told, 'far', description('far', 'inactive')), held: false };
    expect(flowOf(take(offerTo(resumed, 'phone')).sdp)).toBe('sendonly');
  });

  it('is told once more to one that did not take it', () => {
    const { sound } = take(offerTo(both(), 'phone'));
    expect(isNews(sound, 'phone')).toBe(false);
    expect(isNews(refused(sound, 'phone'), 'phone')).toBe(true);
    expect(refused(newRelay('7'), 'phone')).toEqual(newRelay('7'));
  });

  it('looks for the flow of sound where it is said', () => {
    expect(flowOf('v=0\r\na=inactive\r\nm=audio 1 RTP/AVP 0\r\n')).toBe('inactive');
    expect(flowOf('v=0\r\na=inactive\r\nm=audio 1 RTP/AVP 0\r\na=recvonly\r\n')).toBe('recvonly');
    expect(flowOf('v=0\r\nm=audio 1 RTP/AVP 0\r\n')).toBe('sendrecv');
    expect(flowOf('v=0\nm=video 1 RTP/AVP 0\na=inactive\nm=audio 1 RTP/AVP 0\na=sendonly')).toBe('sendonly');
    expect(flowOf('')).toBe('sendrecv');
  });

  it('holds for every order of what they say (RFC 3264 sections 6.1 and 8)', () => {
    const leg = fc.constantFrom<Leg>('phone', 'far');
    const flow = fc.option(fc.constantFrom(...flows), { nil: undefined });
    const event = fc.oneof(
      fc.record({ type: fc.constant('offers' as const), leg, flow }),
      fc.record({ type: fc.constant('is-told' as const), leg, flow }),
      fc.record({ type: fc.constant('refuses' as const), leg }),
      fc.record({ type: fc.constant('hold' as const), held: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let sound: RelayedSound = newRelay('7');
        const versions: Record<Leg, number> = { phone: 0, far: 0 };
        for (const each of events) {
          if (each.type === 'hold') sound = { ...sound, held: each.held };
          else if (each.type === 'refuses') sound = refused(sound, each.leg);
          else if (each.type === 'offers') {
            sound = offered(sound, each.leg, description(each.leg, each.flow));
            const answer = answerTo(sound, each.leg);
            if (answer) mayAnswer(each.flow ?? 'sendrecv', flowOf(answer.sdp));
          } else {
            const telling = offerTo(sound, each.leg);
            if (!telling) continue;
            expect(essence(telling.sdp)).toBe(essence(description(otherLeg(each.leg))));
            if (sound.held) expect(flowOf(telling.sdp)).toBe('inactive');
            const version = Number(/^o=- 7 (\d+) /m.exec(telling.sdp)?.[1]);
            expect(version).toBe(versions[each.leg] + (isNews(sound, each.leg) ? 1 : 0));
            versions[each.leg] = version;
            sound = telling.sound;
            expect(isNews(sound, each.leg)).toBe(false);
            sound = answered(sound, each.leg, description(each.leg, each.flow));
          }
        }
      }),
    );
  });

  function mayAnswer(offer: Flow, answer: Flow): void {
    const allowed: Record<Flow, readonly Flow[]> = {
      sendrecv: flows,
      sendonly: ['recvonly', 'inactive'],
      recvonly: ['sendonly', 'inactive'],
      inactive: ['inactive'],
    };
    expect(allowed[offer]).toContain(answer);
  }
});

describe('an offer of silence', () => {
  it('names the codecs that may be used, and has what a gateway asks of a browser', () => {
    const sdp = silentOffer(
      ['opus', 'g722'],
      Uint8Array.from({ length: 64 }, (_, index) => index * 3),
    );
    expect(sdp).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 0 8 101\r\n');
    expect(sdp).toMatch(/^a=fingerprint:sha-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}\r$/m);
    expect(sdp).toMatch(/^a=ice-ufrag:[0-9a-f]{8}\r$/m);
    expect(sdp).toMatch(/^a=ice-pwd:[0-9a-f]{32}\r$/m);
    expect(sdp).toMatch(/^a=inactive\r$/m);
    expect(sdp).not.toContain('opus');
  });

  it('is never the same for two calls', () => {
    const random = () => crypto.getRandomValues(new Uint8Array(64));
    expect(silentOffer([], random())).not.toBe(silentOffer([], random()));
  });
});
