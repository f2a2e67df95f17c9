import { Voicemail } from 'lucide';
import type { Snapshot, VoicemailState } from '../../contract/snapshot';
import { plural, t } from '../messages';
import { Icon } from './icon';
import type { MenuItem } from './menu';

export const voicemailKey = 'Alt+V';

/** Lit while something new waits in the mailbox; pressed, it calls the mailbox. */
export function VoicemailLamp({ snapshot, onListen }: { snapshot: Snapshot; onListen: () => void }) {
  const { voicemail } = snapshot;
  const words = voicemail?.waiting && isSignedIn(snapshot) ? wordsOf(voicemail) : '';
  return (
    <>
      {/* Read out when it changes, which what it came with would not be. */}
      <span class="visually-hidden" role="status">
        {words}
      </span>
      {words !== '' && voicemail && <Lamp {...{ voicemail, words, onListen }} />}
    </>
  );
}

function Lamp(props: { voicemail: VoicemailState; words: string; onListen: () => void }) {
  const { voicemail, words, onListen } = props;
  const face = (
    <>
      <Icon of={Voicemail} />
      {voicemail.fresh !== undefined && <span aria-hidden="true">{shownCount(voicemail.fresh)}</span>}
    </>
  );
  if (!voicemail.canListen)
    return (
      <span class="voicemail-lamp" role="img" aria-label={words} title={words}>
        {face}
      </span>
    );
  const label = t('voicemail_listen', words);
  return (
    <button
      type="button"
      class="voicemail-lamp"
      aria-label={label}
      aria-keyshortcuts={voicemailKey}
      title={`${label} (${voicemailKey})`}
      onClick={onListen}
    >
      {face}
    </button>
  );
}

/** Also where nothing new waits, one may want to hear what is old. */
export function voicemailItems(snapshot: Snapshot, act: () => void): MenuItem[] {
  if (!snapshot.voicemail?.canListen || !isSignedIn(snapshot)) return [];
  return [{ label: t('menu_voicemail'), icon: Voicemail, shortcut: voicemailKey, act }];
}

function isSignedIn({ registration: { state } }: Snapshot): boolean {
  return state === 'ready' || state === 'reconnecting';
}

function wordsOf({ fresh, urgent = 0 }: VoicemailState): string {
  if (fresh === undefined) return t('voicemail_new');
  const counted = plural('voicemail_fresh', fresh);
  return urgent > 0 ? `${counted}, ${plural('voicemail_urgent', urgent)}` : counted;
}

/** The words have the whole count. */
function shownCount(fresh: number): string {
  return fresh > 99 ? '99+' : String(fresh);
}
