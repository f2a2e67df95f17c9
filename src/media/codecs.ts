import type { AudioCodec, MediaOptions } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import { carriesSound, soundCodecs } from './sdp';

/**
 * What this browser may use when the profile refuses some or orders them; telephone-events and comfort noise stay, behind
 * what carries sound. Undefined when it may use everything as it likes, as it may where nothing would be left: then
 * nobody could talk at all.
 */
export function allowedCodecs({
  refusedCodecs: refused = [],
  codecOrder: order = [],
}: Pick<MediaOptions, 'refusedCodecs' | 'codecOrder'>): RTCRtpCodec[] | undefined {
  if (refused.length === 0 && order.length === 0) return undefined;
  const known = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const allowed = known.filter((codec) => !refused.some((name) => goesWith(nameOf(codec), name)));
  if (!allowed.some((codec) => carriesSound(nameOf(codec)))) return undefined;
  const rank = (codec: RTCRtpCodec) => {
    const place = order.findIndex((name) => goesWith(nameOf(codec), name));
    return place < 0 ? order.length : place;
  };
  return allowed.toSorted((one, other) => rank(one) - rank(other));
}

/** From now on the offers and answers of this stream list nothing else. */
export function restrictCodecs(transceiver: RTCRtpTransceiver, allowed: RTCRtpCodec[] | undefined): void {
  if (allowed) transceiver.setCodecPreferences(allowed);
}

/** Throws PhoneError 'media-failed' when nothing in the far end's offer may be used. */
export function checkOffer(sdp: string, allowed: RTCRtpCodec[] | undefined): void {
  if (!allowed) return;
  const names = allowed.map(nameOf);
  if (soundCodecs(sdp).some((name) => names.includes(name))) return;
  throw new PhoneError('media-failed', 'the offer has only codecs that the profile refuses');
}

/** Chrome's redundancy (RFC 2198) repeats Opus and nothing else. */
function goesWith(codec: string, refused: AudioCodec): boolean {
  return codec === refused || (codec === 'red' && refused === 'opus');
}

function nameOf({ mimeType }: RTCRtpCodec): string {
  return mimeType.slice(mimeType.indexOf('/') + 1).toLowerCase();
}
