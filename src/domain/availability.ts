import { applyDialRules } from './dial-rules';
import type { DialRules } from './dial-rules-settings';
import type { DialogInfo, WatchedDialog } from './dialog-info';

/** Whether a colleague can be called, as far as the gateway tells. */
export type Availability = 'free' | 'ringing' | 'busy' | 'away' | 'offline';

/** Digits of an extension where no rules say how long they are. */
const longestExtension = 7;

/**
 * The extension behind a number, as it is dialled; undefined for one that is no colleague's.
 *
 * @param number as the directory has it
 */
export function watchableExtension(number: string, rules: DialRules): string | undefined {
  const { dialed, kind, postDial } = applyDialRules(number, rules);
  if (postDial !== '' || dialed === '') return undefined;
  if (kind === 'extension') return dialed;
  const bare = kind === 'other' && rules.mode === 'off' && /^\d+$/.test(dialed);
  return bare && dialed.length <= longestExtension ? dialed : undefined;
}

/** What somebody's calls say of them: whoever talks is busy, also while another call rings. */
export function availabilityOf({ dialogs }: DialogInfo): Availability {
  const all = [...dialogs.values()];
  if (all.some(({ state, direction }) => state === 'confirmed' || direction === 'initiator')) return 'busy';
  return all.some(rings) ? 'ringing' : 'free';
}

/** The call that rings there and can be picked up. */
export function ringingCall({ dialogs }: DialogInfo): WatchedDialog | undefined {
  return [...dialogs.values()].find((dialog) => rings(dialog) && dialog.names !== undefined);
}

/** The caller's own call, as it rings out, is `early` too. */
function rings({ state, direction }: WatchedDialog): boolean {
  return (state === 'early' || state === 'trying') && direction !== 'initiator';
}
