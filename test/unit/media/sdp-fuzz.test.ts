import { withPlainLines } from '../../../src/domain/description-lines';
import { encryptsSound } from '../../../src/domain/encrypted-sound';
import { checkOffer } from '../../../src/media/codecs';
import {
  candidatesOf,
  hasAudio,
  hasRelayed,
  refuseAllButSound,
  soundCodecs,
  takesTones,
} from '../../../src/media/sdp';
import { isHold } from '../../../src/sip/description-handler';
import { descriptions, mutatedDescriptions } from '../../fuzz/descriptions';
import { fuzz } from '../../fuzz/fuzz';

const opus = [{ mimeType: 'audio/opus', clockRate: 48_000 }];
const [ours = ''] = descriptions;

fuzz('a description is read to its end, and what is made of it keeps its sound and no other stream', {
  cases: mutatedDescriptions(),
  shortRuns: 4_000,
  check: (text) => {
    const sdp = withPlainLines(text);
    candidatesOf(sdp).lines.forEach((line) => {
      if (line.includes('\n')) throw new Error('a candidate of two lines');
    });
    hasRelayed(candidatesOf(sdp));
    takesTones({ remote: sdp, local: ours });
    takesTones({ remote: ours, local: sdp });
    isHold(sdp);
    try {
      checkOffer(sdp, opus);
    } catch (error) {
      if ((error as { code?: string }).code !== 'media-failed') throw error;
    }
    if (!sdp.startsWith('v=')) return; // which any browser refuses
    const alone = refuseAllButSound(sdp);
    if (hasAudio(sdp) !== hasAudio(alone)) throw new Error('sound was lost, or came from nowhere');
    if (hasAudio(sdp) && soundCodecs(sdp).join() !== soundCodecs(alone).join())
      throw new Error('other codecs');
    if (encryptsSound(sdp) && hasAudio(sdp) && !encryptsSound(alone)) throw new Error('no longer encrypted');
    // As it does a line of m= that is none.
    const left = alone.match(/^m=\S+ (?!0[\s/])\d+(?:\/\d+)? \S+ \S/gm) ?? [];
    if (left.length > 1) throw new Error('more than one stream is left');
  },
});
