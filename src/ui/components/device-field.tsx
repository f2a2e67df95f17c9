import type { ComponentChildren } from 'preact';
import type { AudioDeviceKind, AudioDeviceOption } from '../../devices/audio-devices';
import { t } from '../messages';
import { useDevices } from '../use-devices';
import { Locked, type LockedBy } from './locked';

interface DeviceFieldProps {
  kind: AudioDeviceKind;
  label: string;
  chosenId: string;
  /** Who has decided, where it is not the user. */
  lock: LockedBy | undefined;
  /** The list is made again when this changes. */
  renew: unknown;
  onChange: (deviceId: string) => void;
  /** A test beside it. */
  children?: ComponentChildren;
}

export function DeviceField({ kind, label, chosenId, lock, renew, onChange, children }: DeviceFieldProps) {
  const options = useDevices(kind, chosenId, renew);
  return (
    <Locked by={lock}>
      {(locked) => (
        <div class="field-row">
          <label class="field">
            <span>{label}</span>
            <select value={chosenId} {...locked} onChange={(event) => onChange(event.currentTarget.value)}>
              {options.map((option) => (
                <option key={option.id} value={option.id}>
                  {deviceName(option)}
                </option>
              ))}
            </select>
          </label>
          {children}
        </div>
      )}
    </Locked>
  );
}

function deviceName({ kind, name }: AudioDeviceOption): string {
  if (kind === 'missing') return name ? t('device_missing_named', name) : t('device_missing');
  if (kind === 'default') return name ? t('device_default_named', name) : t('device_default');
  return name || t('device_unnamed');
}
