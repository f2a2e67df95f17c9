import { microphoneConstraints, openMicrophone } from '../../../src/devices/microphone-access';
import { meterLevel } from '../../../src/devices/microphone-test';
import { installFakeMicrophones } from '../../fakes/fake-microphones';

it('asks for the chosen microphone without insisting, and for clean sound', () => {
  expect(microphoneConstraints('')).toEqual({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: false,
  });
  expect(microphoneConstraints('', { noiseSuppression: false }).audio).toEqual({
    echoCancellation: true,
    noiseSuppression: false,
    autoGainControl: true,
  });
  expect(microphoneConstraints('desk').audio).toMatchObject({ deviceId: { ideal: 'desk' } });
});

it.each([
  ['NotAllowedError', 'microphone-denied'],
  ['NotFoundError', 'microphone-missing'],
  ['OverconstrainedError', 'microphone-missing'],
  ['NotReadableError', 'microphone-failed'],
  ['AbortError', 'microphone-failed'],
])('turns %s into %s', async (name, code) => {
  installFakeMicrophones('desk').failures.push(name);
  await expect(openMicrophone({ microphoneId: '' })).rejects.toMatchObject({ code });
});

it('falls back to the default when the chosen microphone does not open', async () => {
  const microphones = installFakeMicrophones('desk');
  microphones.failures.push('NotReadableError');
  await openMicrophone({ microphoneId: 'headset' });
  expect(microphones.opened.map(({ deviceId }) => deviceId)).toEqual(['desk']);
});

it('does not ask twice when the answer was no', async () => {
  const microphones = installFakeMicrophones('desk');
  microphones.failures.push('NotAllowedError');
  await expect(openMicrophone({ microphoneId: 'headset' })).rejects.toMatchObject({
    code: 'microphone-denied',
  });
  expect(microphones.opened).toHaveLength(0);
});

it('shows silence as 0, speech in between and a shout as 1', () => {
  const wave = (gain: number) => Float32Array.from({ length: 1024 }, (_, i) => gain * Math.sin(i / 8));
  expect(meterLevel(wave(0))).toBe(0);
  expect(meterLevel(wave(0.05))).toBeGreaterThan(0.3);
  expect(meterLevel(wave(0.05))).toBeLessThan(0.9);
  expect(meterLevel(wave(1))).toBe(1);
});
