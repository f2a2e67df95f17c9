/**
 * How people would judge the sound of a call, from what the network does to it: the E-model (ITU-T G.107), reduced to
 * what can be measured at one end of a call by R. Cole and J. Rosenbluth, "Voice over IP performance monitoring" (2001).
 */

/** One direction of a call, from mouth to ear. */
export interface VoicePath {
  /** As descriptions name it, in lower case; undefined when it is not known. */
  codec: string | undefined;
  /** Milliseconds from mouth to ear, see `mouthToEar`. */
  delay: number;
  /** Of the packets, from 0 to 1. */
  loss: number;
}

/** `R` where neither delay nor loss disturb: all other values of G.107 at their defaults. */
const undisturbed = 93.2;

interface CodecValues {
  /** Equipment impairment factor Ie: what the codec alone takes from R. */
  impairment: number;
  /** Packet-loss robustness factor Bpl, for losses at random. */
  robustness: number;
  /** Milliseconds that the encoder looks ahead. */
  lookAhead: number;
}

/** ITU-T G.113 appendix I: G.711 with losses concealed, as every browser does it; without, Bpl would be 4.3. */
const g711: CodecValues = { impairment: 0, robustness: 25.1, lookAhead: 0 };

/**
 * R is that of narrowband telephony: a wideband codec is not worse than G.711, and cannot be better than its best.
 *
 * G.722 carries samples as G.711 does, and its losses are concealed by the same code. For Opus ITU-T has no values: the
 * robustness is about that of the 28 to 40 kbit/s which browsers send, as M. Alahmadi, P. Pocta and H. Melvin have fitted
 * it (doi 10.1145/3458751); it looks 6.5 ms ahead (RFC 6716 section 2).
 */
const codecs: ReadonlyMap<string, CodecValues> = new Map([
  ['opus', { impairment: 0, robustness: 10, lookAhead: 6.5 }],
  ['g722', { ...g711, lookAhead: 1.5 }],
]);

/** Milliseconds of sound in a packet: what browsers and gateways send. */
const packetTime = 20;

/** Where nobody tells how long packets wait to be played, they wait for twice the jitter. */
const jittersWaited = 2;

/**
 * Milliseconds from mouth to ear, without what microphone and speaker take.
 *
 * @param path milliseconds: of the way there and back, of the jitter, and that packets wait for late ones where they
 *   are played; what is not known counts as nothing
 */
export function mouthToEar(path: {
  codec: string | undefined;
  roundTrip: number | undefined;
  jitter: number | undefined;
  buffered: number | undefined;
}): number {
  const { roundTrip = 0, jitter = 0, buffered = jittersWaited * jitter } = path;
  return roundTrip / 2 + buffered + packetTime + valuesOf(path.codec).lookAhead;
}

/** The transmission rating factor R of G.107: from 0 to 93.2. */
export function ratingFactor({ codec, delay, loss }: VoicePath): number {
  const rating = undisturbed - delayImpairment(delay) - lossImpairment(codec, loss);
  return Math.min(undisturbed, Math.max(0, rating));
}

/** The mean opinion score for a rating factor (G.107 annex B): from 1, nobody could talk like this, to 4.41. */
export function opinionScore(rating: number): number {
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  // The curve of annex B falls a little below 1 before it rises.
  return Math.max(1, score);
}

/** Id: people begin to talk at the same time once they wait for longer than 177.3 ms. */
function delayImpairment(delay: number): number {
  return 0.024 * delay + 0.11 * Math.max(0, delay - 177.3);
}

/** Ie,eff (G.107 equation 7-29), for losses at random: the loss in per cent. */
function lossImpairment(codec: string | undefined, loss: number): number {
  const { impairment, robustness } = valuesOf(codec);
  const percent = 100 * Math.min(1, Math.max(0, loss));
  return impairment + (95 - impairment) * (percent / (percent + robustness));
}

/** One that is not known is taken for G.711. */
function valuesOf(codec: string | undefined): CodecValues {
  return codecs.get(codec ?? '') ?? g711;
}
