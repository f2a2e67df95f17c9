import type { QualitySample } from '../../../src/domain/call-quality';
import { QualityMeter } from '../../../src/media/quality-meter';

/** What Chrome counts for one call with sound in both directions. */
let inbound: Record<string, string | number>;
let outbound: Record<string, string | number>;
let reported: Record<string, string | number>;
let others: Record<string, string | number | boolean>[];
let meter: QualityMeter;
let now: number;

beforeEach(() => {
  meter = new QualityMeter();
  now = 1_000;
  inbound = {
    ...{ id: 'in', type: 'inbound-rtp', kind: 'audio', codecId: 'codec', jitter: 0.004 },
    ...{ packetsReceived: 0, packetsLost: 0, packetsDiscarded: 0 },
    ...{ jitterBufferDelay: 0, jitterBufferEmittedCount: 0 },
  };
  outbound = { id: 'out', type: 'outbound-rtp', kind: 'audio', packetsSent: 0, codecId: 'codec' };
  reported = {
    ...{ id: 'report', type: 'remote-inbound-rtp', kind: 'audio', localId: 'out', timestamp: 1 },
    ...{ packetsLost: 0, jitter: 0.006, roundTripTime: 0.08 },
  };
  others = [
    { id: 'codec', type: 'codec', mimeType: 'audio/PCMU' },
    { id: 'pair', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.03 },
  ];
});

function look(): QualitySample | undefined {
  const entries = [inbound, outbound, reported, ...others].map((stats) => [stats.id, { ...stats }]);
  return meter.read(new Map(entries as [string, object][]) as unknown as RTCStatsReport, now);
}

function add(stats: Record<string, string | number>, counts: Record<string, number>): void {
  for (const [count, by] of Object.entries(counts)) stats[count] = Number(stats[count]) + by;
}

/** A second passes, in which all this is counted on top. */
function second(heard: Record<string, number>, sent = 50, reports?: Record<string, number>) {
  now += 1_000;
  add(inbound, heard);
  add(outbound, { packetsSent: sent });
  if (reports) add(reported, { timestamp: 1_000, ...reports });
  return look();
}

const clean = { packetsReceived: 50, jitterBufferDelay: 2_880, jitterBufferEmittedCount: 48_000 };

function seconds(count: number, heard = clean, reports: Record<string, number> = {}) {
  return Array.from({ length: count }, () => second(heard, 50, reports)).filter((sample) => sample);
}

it('makes a sample every 5 s of what was counted since the last one', () => {
  look();
  expect(seconds(12)).toEqual([
    {
      seconds: 5,
      codec: 'pcmu',
      roundTrip: 80,
      receiving: { packets: 250, lost: 0, jitter: 4, buffered: 60 },
      sending: { packets: 250, lost: 0, jitter: 6 },
    },
    expect.objectContaining({ seconds: 5, receiving: expect.objectContaining({ packets: 250 }) }),
  ]);
});

it('counts what was lost on the way, and what came too late, of what should have arrived', () => {
  look();
  const [sample] = seconds(5, {
    ...clean,
    packetsReceived: 45,
    packetsLost: 5,
    packetsDiscarded: 1,
  } as never);
  expect(sample?.receiving).toMatchObject({ packets: 250, lost: 30 });
});

it('counts what the far end reports as lost of what had been sent until that report', () => {
  look();
  for (let i = 0; i < 3; i++) second(clean);
  second(clean, 50, { packetsLost: 20 });
  expect(second(clean)?.sending).toEqual({ packets: 200, lost: 20, jitter: 6 });
  // No report has come since: nothing is known.
  const next = Array.from({ length: 5 }, () => second(clean)).at(-1);
  expect(next?.receiving?.packets).toBe(250);
  expect(next?.sending).toBeUndefined();
  for (let i = 0; i < 4; i++) second(clean);
  expect(second(clean, 50, { packetsLost: 5 })?.sending).toEqual({ packets: 550, lost: 5, jitter: 6 });
});

it('makes none of a time in which nothing was sent', () => {
  look();
  expect(Array.from({ length: 12 }, () => second({}, 0)).filter((sample) => sample)).toEqual([]);
  expect(seconds(5)).toHaveLength(1);
});

it('counts nothing that was before it began to look', () => {
  add(inbound, { packetsReceived: 700, packetsLost: 100 });
  add(outbound, { packetsSent: 700 });
  look();
  expect(seconds(5)).toMatchObject([{ receiving: { packets: 250, lost: 0 }, sending: { packets: 250 } }]);
});

it('begins anew with another stream, and with counts that fall', () => {
  look();
  add(inbound, { packetsLost: 30 });
  seconds(5);
  Object.assign(inbound, { packetsLost: 10, packetsReceived: 20 });
  expect(seconds(5)).toMatchObject([{ receiving: { lost: 0 } }]);
  Object.assign(inbound, { id: 'another', packetsReceived: 0, packetsLost: 0 });
  expect(seconds(5)).toMatchObject([{ receiving: { packets: 250, lost: 0 } }]);
});

it('says what it knows where Chrome or the far end do not tell the rest', () => {
  inbound = { id: 'in', type: 'inbound-rtp', kind: 'audio', packetsReceived: 0 };
  others.shift();
  look();
  expect(seconds(5, { packetsReceived: 50 } as never, { packetsLost: 0 })).toEqual([
    expect.objectContaining({ seconds: 5, roundTrip: 80, receiving: { packets: 250, lost: 0 } }),
  ]);
  others = [];
});

it('takes the way to the gateway where the far end reports nothing, and nothing where nobody knows', () => {
  reported = { id: 'report', type: 'remote-inbound-rtp' };
  look();
  const [sample] = Array.from({ length: 5 }, () => second(clean)).filter((one) => one);
  expect(sample).toMatchObject({ roundTrip: 30, codec: 'pcmu' });
  others.pop();
  const [next] = Array.from({ length: 5 }, () => second(clean)).filter((one) => one);
  expect(next).not.toHaveProperty('roundTrip');
});

it('a sleep was not measured', () => {
  look();
  now += 3_600_000;
  expect(second(clean)?.seconds).toBe(10);
});

describe('the microphone', () => {
  /** Levels, four to a second; energy is their squares over time. */
  function spoken(...levels: number[]): (QualitySample | undefined)[] {
    const source = {
      id: 'source',
      type: 'media-source',
      kind: 'audio',
      totalAudioEnergy: 0,
      totalSamplesDuration: 0,
    };
    return levels.map((audioLevel) => {
      source.totalAudioEnergy += audioLevel ** 2 * 0.25;
      source.totalSamplesDuration += 0.25;
      others = [...others.filter(({ id }) => id !== 'source'), { ...source, audioLevel }];
      now += 250;
      add(inbound, clean);
      return look();
    });
  }
  const last = (levels: number[]) => {
    look();
    return spoken(...levels).findLast((sample) => sample)?.microphone;
  };

  it('is as loud as it was at its loudest', () => {
    expect(last([...Array(10).fill(0.1), 0.6, ...Array(9).fill(0)])).toEqual({ level: 0.6, clipped: 0 });
  });

  it('is clipped for so much of what is spoken', () => {
    expect(last([...Array(10).fill(0), 0.5, 0.5, 1, 0.99, ...Array(6).fill(0.05)])?.clipped).toBe(0.5);
  });

  it('is silent where there is nothing, and not told of where nothing is read', () => {
    expect(last(Array(20).fill(0))).toEqual({ level: 0, clipped: 0 });
    others = others.filter(({ id }) => id !== 'source');
    expect(seconds(6).at(-1)).not.toHaveProperty('microphone');
  });
});
