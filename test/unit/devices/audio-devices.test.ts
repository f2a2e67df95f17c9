import { type AudioDeviceKind, deviceOptions } from '../../../src/devices/audio-devices';

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
