// A control that somebody else has decided about. For one control:
//   <Locked by={lockOf(snapshot, 'ringVolume')}>{(lock) => <input type="range" {...lock} />}</Locked>
// For a group, `LockNote` once, and `lockedBy(id)` on its fieldset.
import { Lock } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Settings } from '../../contract/settings';
import type { Snapshot } from '../../contract/snapshot';
import { keyOf, t } from '../messages';
import { Icon } from './icon';

/** Who has decided: Chrome's policy, or the profile that is in use. */
export type LockedBy = 'policy' | 'profile';

/** What a control, or a fieldset, is given to be locked; nothing where it is not. */
export type LockAttributes =
  | { disabled: true; 'aria-disabled': true; 'aria-describedby': string }
  | Record<never, never>;

/** Who has decided about a setting; undefined where it is the user. */
export function lockOf({ enforcedSettings }: Snapshot, key: keyof Settings): LockedBy | undefined {
  return enforcedSettings.includes(key) ? 'policy' : undefined;
}

/** @param noteId of the `LockNote` that says why */
export function lockedBy(noteId: string): LockAttributes {
  return { disabled: true, 'aria-disabled': true, 'aria-describedby': noteId };
}

/** The lock, and in words who has decided. */
export function LockNote({ by, id }: { by: LockedBy; id: string }) {
  return (
    <span class="lock-note" id={id}>
      <Icon of={Lock} size={14} />
      {t(keyOf('locked_by', by))}
    </span>
  );
}

interface LockedProps {
  by: LockedBy | undefined;
  children: (lock: LockAttributes) => ComponentChildren;
}

/** A control with the note under it, or just the control where nobody has decided. */
export function Locked({ by, children }: LockedProps) {
  const id = useId();
  if (!by) return <>{children({})}</>;
  return (
    <div class="locked">
      {children(lockedBy(id))}
      <LockNote by={by} id={id} />
    </div>
  );
}
