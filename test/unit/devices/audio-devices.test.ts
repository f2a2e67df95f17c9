import { type AudioDeviceKind, deviceIdFor, deviceOptions } from '../../../src/devices/audio-devices';
import { deviceByName } from '../../../src/domain/device-choice';

function device(deviceId: string, label: string, groupId = '', kind: AudioDeviceKind = 'audioinput') {
  return { deviceId, label, groupId, kind, toJSON: () => ({}) };
}

const desk = device('1', 'Desk microphone', 'g1');
const headset = device('2', 'Jabra Link (0b0e:24c7)', 'g2');

it('lists the default first, by the name of the device it stands for', () => {
  const devices = [device('default', 'Standard - Jabra Link', 'g2'), desk, headset];
  expect(deviceOptions(devices, 'audioinput', '')).toEqual([
    { id: '', kind: 'default', name: 'Jabra Link' },
    { id: '1', kind: 'present', name: 'Desk microphone' },
    { id: '2', kind: 'present', name: 'Jabra Link' },
  ]);
});

it('lists only what was asked for', () => {
  const devices = [desk, device('9', 'Speaker', '', 'audiooutput')];
  expect(deviceOptions(devices, 'audiooutput', '').map(({ id }) => id)).toEqual(['', '9']);
});

it('shows a chosen device that is gone as missing', () => {
  expect(deviceOptions([desk], 'audioinput', 'old').at(-1)).toEqual({ id: 'old', kind: 'missing', name: '' });
  expect(deviceOptions([desk], 'audioinput', '1').map(({ kind }) => kind)).toEqual(['default', 'present']);
});

it('numbers devices of one name', () => {
  const twins = [headset, device('3', 'Jabra Link (0b0e:24c7)')];
  expect(deviceOptions(twins, 'audioinput', '').map(({ name }) => name)).toEqual([
    '',
    'Jabra Link',
    'Jabra Link (2)',
  ]);
});

it('has no names, and no empty choices, before the permission is given', () => {
  expect(deviceOptions([device('', '')], 'audioinput', '')).toEqual([{ id: '', kind: 'default', name: '' }]);
});

describe('a device chosen by name, as a policy does', () => {
  const speaker = device('9', 'Jabra Link (0b0e:24c7)', '', 'audiooutput');
  const plugged = (...devices: MediaDeviceInfo[]) =>
    Object.defineProperty(globalThis, 'navigator', {
      value: { mediaDevices: { enumerateDevices: async () => devices } },
      configurable: true,
    });

  it.each([
    ['as Chrome shows it', 'Jabra Link'],
    ['with what Chrome leaves out', 'Jabra Link (0b0e:24c7)'],
    ['in part', 'jabra'],
  ])('is found by its name %s', async (_how, name) => {
    plugged(device('default', 'Default - Jabra Link', 'g2'), desk, headset, speaker);
    expect(await deviceIdFor('audioinput', deviceByName(name))).toBe('2');
    expect(await deviceIdFor('audiooutput', deviceByName(name))).toBe('9');
  });

  it('is the one that is called exactly so, where another one has the name within', async () => {
    plugged(device('1', 'Room microphone 2'), device('2', 'Room microphone'));
    expect(await deviceIdFor('audioinput', deviceByName('Room microphone'))).toBe('2');
  });

  it('is the default where there is none of that name, or Chrome tells no names', async () => {
    plugged(desk);
    expect(await deviceIdFor('audioinput', deviceByName('Jabra'))).toBe('');
    plugged(device('2', ''));
    expect(await deviceIdFor('audioinput', deviceByName('Jabra'))).toBe('');
  });

  it('no name is the default, and an id stays what it is', async () => {
    plugged(desk, headset);
    expect(await deviceIdFor('audioinput', deviceByName(''))).toBe('');
    expect(await deviceIdFor('audioinput', '2')).toBe('2');
  });

  it('is chosen in the list, or named there as missing', () => {
    const jabra = deviceByName('Jabra');
    expect(deviceOptions([desk, headset], 'audioinput', jabra)).toContainEqual({
      id: jabra,
      kind: 'present',
      name: 'Jabra Link',
    });
    expect(deviceOptions([desk], 'audioinput', jabra).at(-1)).toEqual({
      id: jabra,
      kind: 'missing',
      name: 'Jabra',
    });
  });
});
