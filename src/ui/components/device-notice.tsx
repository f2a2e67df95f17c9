import { HeadphoneOff } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { Icon } from './icon';

/**
 * Which of the wanted devices a call goes on without, until they are back: below its controls, which must not move for it.
 */
export function DeviceNotice({ snapshot }: { snapshot: Snapshot }) {
  const words = missingWords(snapshot);
  return (
    <div class="notice-place" role="status">
      {words !== '' && (
        <div class="notice notice-warning">
          <Icon of={HeadphoneOff} />
          <p>{words}</p>
        </div>
      )}
    </div>
  );
}

function missingWords({ standInMicrophone, speakerMissing, microphone }: Snapshot): string {
  // Where there is none at all, that is said elsewhere.
  const standIn = microphone === 'granted' ? standInMicrophone : undefined;
  if (standIn === undefined) return speakerMissing ? t('speaker_missing') : '';
  if (speakerMissing) return t('headset_missing');
  return standIn === '' ? t('microphone_stand_in') : t('microphone_stand_in_named', standIn);
}
