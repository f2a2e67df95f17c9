import type { IconNode } from 'lucide';
import { Icon } from './icon';

/** What a control of a call shows: its picture in a circle, its words below. */
export function ControlFace({ icon, label }: { icon: IconNode; label: string }) {
  return (
    <>
      <span class="round-button">
        <Icon of={icon} />
      </span>
      <span class="control-label">{label}</span>
    </>
  );
}
