import { WifiOff } from 'lucide';
import type { LiveCall } from '../../domain/call';
import { soundNotice } from '../../domain/sound-watch';
import { keyOf, t } from '../messages';
import { useLasting } from '../use-lasting';
import { Icon } from './icon';

/** Milliseconds: an interruption that is over before it could be read is not worth a word. */
const passingTime = 1_000;

/** What is wrong with the connection of a call that stands; '' where nothing is, or only for a moment. */
export function useTrouble(call: LiveCall): string {
  const talking = call.state === 'talking' ? call : undefined;
  const interrupted = useLasting(talking?.interrupted ?? false, passingTime);
  const soundLost = useLasting(talking?.soundLost ?? false, passingTime);
  if (soundLost) return talking?.held ? '' : t('call_sound_lost');
  return interrupted ? t('call_interrupted') : '';
}

/** Below the controls of a call, which must not move for it. Read out when it changes. */
export function TroubleNotice({ call, trouble }: { call: LiveCall; trouble: string }) {
  const heard = call.state === 'talking' && !call.held && !call.soundLost ? call : undefined;
  const bad = heard && soundNotice(heard.soundWatch);
  const words = trouble || (bad ? t(keyOf('sound_notice', bad)) : '');
  return (
    <div class="notice-place" role="status">
      {words !== '' && (
        <div class="notice notice-warning">
          <Icon of={WifiOff} />
          <p>{words}</p>
        </div>
      )}
    </div>
  );
}
