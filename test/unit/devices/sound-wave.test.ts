import { renderSound } from '../../../src/devices/sound-wave';
import { progressSounds, ring, speakerCheck } from '../../../src/devices/sounds';

const rate = 8000;

function loudness(samples: Float32Array, from: number, to: number): number {
  return samples.slice(from * rate, to * rate).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** How much of one frequency is in the samples (Goertzel), about 0.5 for a pure full-scale tone. */
function share(samples: Float32Array, frequency: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, i) => {
    real += sample * Math.cos((2 * Math.PI * frequency * i) / rate);
    imaginary += sample * Math.sin((2 * Math.PI * frequency * i) / rate);
  });
  return Math.hypot(real, imaginary) / samples.length;
}

it('rings back 1 second on and 4 off, at 425 Hz', () => {
  const samples = renderSound(progressSounds.ringback, rate);
  expect(samples).toHaveLength(5 * rate);
  expect(loudness(samples, 0.1, 0.9)).toBeGreaterThan(0.2);
  expect(loudness(samples, 1, 5)).toBe(0);
  const on = samples.slice(0, rate);
  expect(share(on, 425)).toBeGreaterThan(20 * share(on, 440));
});

it('sounds busy half a second on, half a second off, for 3 seconds', () => {
  const samples = renderSound(progressSounds.busy, rate);
  expect(samples).toHaveLength(3 * rate);
  for (const second of [0, 1, 2]) {
    expect(loudness(samples, second, second + 0.5)).toBeGreaterThan(0.2);
    expect(loudness(samples, second + 0.5, second + 1)).toBe(0);
  }
});

it('knocks quietly every 5 seconds', () => {
  const samples = renderSound(progressSounds['call-waiting'], rate);
  expect(samples).toHaveLength(5 * rate);
  expect(loudness(samples, 0, 1)).toBeLessThan(0.1);
  expect(loudness(samples, 1, 5)).toBe(0);
});

it('goes on only where somebody stops it', () => {
  expect(Object.entries(progressSounds).map(([name, { loop }]) => [name, loop])).toEqual([
    ['ringback', true],
    ['busy', false],
    ['ended', false],
    ['auto-answer', false],
    ['call-waiting', true],
  ]);
  expect([ring.loop, speakerCheck.loop]).toEqual([true, false]);
});

it.each([['ring', ring], ['speaker check', speakerCheck], ...Object.entries(progressSounds)])(
  'does not click or clip: %s',
  (_name, sound) => {
    const samples = renderSound(sound, 48_000);
    expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.001);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.02);
    expect(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.99);
  },
);

it('is the sine that its note says, to its end', () => {
  const note = { frequency: 880, at: 0, length: 2, gain: 0.5, struck: false };
  const samples = renderSound({ notes: [note], length: 2, loop: false }, 48_000);
  const inner = Array.from({ length: 90_000 }, (_, at) => at + 1_000);
  const off = inner.map((at) => (samples[at] ?? 0) - 0.5 * Math.sin((2 * Math.PI * 880 * at) / 48_000));
  expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.000_001);
});

it('a struck note fades by half in a sixth of its length', () => {
  const note = { frequency: 1_000, at: 0, length: 1, gain: 1, struck: true };
  const samples = renderSound({ notes: [note], length: 1, loop: false }, rate);
  const sixth = Math.log(2) / 4;
  expect(loudness(samples, 0.1 + sixth, 0.11 + sixth) / loudness(samples, 0.1, 0.11)).toBeCloseTo(0.5, 2);
});
