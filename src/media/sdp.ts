import { type MediaDescription, parse } from 'sdp-transform';

/** The candidates of one ICE generation (RFC 8839), one `a=candidate` value each. */
export interface CandidateSet {
  ufrag: string;
  lines: ReadonlySet<string>;
}

/**
 * The candidates a description carries. TCP ones are left out: Chrome finds them 100 ms later than the
 * rest, gateways do not take them, and no re-INVITE should be sent for their sake.
 */
export function candidatesOf(sdp: string): CandidateSet {
  const ufrag = /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '';
  const found = [...sdp.matchAll(/^a=candidate:(.+?)\s*$/gm)].map(([, line = '']) => line);
  return { ufrag, lines: new Set(found.filter((line) => line.split(' ')[2]?.toLowerCase() === 'udp')) };
}

/** This machine's addresses in the candidates of a description, or Chrome's names for them (`.local`). */
export function addressesOf(sdp: string): ReadonlySet<string> {
  const fields = [...candidatesOf(sdp).lines].map((line) => line.split(' '));
  return new Set(
    fields.flatMap(([, , , , address, , , type]) => (address && type === 'host' ? [address] : [])),
  );
}

/** Whether one candidate of the set goes through a TURN relay. */
export function hasRelayed({ lines }: CandidateSet): boolean {
  return [...lines].some((line) => / typ relay\b/.test(line));
}

/** Whether a description has sound in it that is not refused. */
export function hasAudio(sdp: string): boolean {
  return audioOf(sdp) !== undefined;
}

/**
 * Whether tones can go as RFC 4733 telephone-events: the far end takes them at the clock rate of the codec
 * in use. Chrome sends them at no other rate, and says nothing when it sends none.
 */
export function takesTones({ remote, local }: { remote: string; local: string }): boolean {
  const theirs = codecsOf(remote);
  const ours = codecsOf(local).filter(({ name }) => carriesSound(name));
  const inUse = theirs.find((codec) =>
    ours.some((own) => own.name === codec.name && own.rate === codec.rate),
  );
  return theirs.some(({ name, rate }) => name === 'telephone-event' && rate === inUse?.rate);
}

/** The names, in lower case, of the codecs that a description offers for sound. */
export function soundCodecs(sdp: string): string[] {
  return codecsOf(sdp)
    .map(({ name }) => name)
    .filter(carriesSound);
}

/**
 * An offer with everything but its first stream of sound refused, as if the far end had done it: Chrome
 * then refuses it in the answer too, whereas a transceiver stopped before the answer is only 'inactive'.
 */
export function refuseAllButSound(sdp: string): string {
  const [head = '', ...streams] = sdp.split(/^(?=m=)/m);
  // By its place: two streams may be the same to the letter.
  const kept = streams.findIndex((stream) => hasAudio(head + stream));
  const refused = streams.filter((_, place) => place !== kept);
  const midOf = (stream = '') => /^a=mid:(\S+)/m.exec(stream)?.[1];
  const mids = new Set(refused.map(midOf));
  mids.delete(midOf(streams[kept]));
  const group = (line: string) =>
    line
      .split(' ')
      .filter((mid) => !mids.has(mid))
      .join(' ');
  const ports = (stream: string) =>
    stream.replace(/^(m=\S+) \d+(\/\d+)?/, '$1 0').replace(/^a=bundle-only\r?\n/m, '');
  return [
    head.replace(/^a=group:BUNDLE[^\r\n]*/gm, group),
    ...streams.map((stream, place) => (place === kept ? stream : ports(stream))),
  ].join('');
}

interface Codec {
  name: string;
  /** The clock rate of its RTP timestamps, Hz. */
  rate: number;
}

/** Payload types that need no rtpmap (RFC 3551 section 6). */
const staticCodecs: Partial<Record<string, Codec>> = {
  0: { name: 'pcmu', rate: 8000 },
  8: { name: 'pcma', rate: 8000 },
  9: { name: 'g722', rate: 8000 },
};

/** What a description's stream of sound lists, the preferred first. */
function codecsOf(sdp: string): Codec[] {
  const audio = audioOf(sdp);
  const payloads = String(audio?.payloads ?? '').split(' ');
  return payloads.flatMap((payload) => {
    const map = audio?.rtp.find((one) => String(one.payload) === payload);
    // sdp-transform makes a number of a name that looks like one.
    const codec = map
      ? { name: String(map.codec).toLowerCase(), rate: map.rate ?? 0 }
      : staticCodecs[payload];
    return codec ? [codec] : [];
  });
}

/** By its name in lower case: whether people can be heard with this codec alone. */
export function carriesSound(name: string): boolean {
  return name !== 'telephone-event' && name !== 'cn' && name !== 'red';
}

function audioOf(sdp: string): MediaDescription | undefined {
  return parse(sdp).media.find((media) => media.type === 'audio' && !isRefused(media));
}

/** Port 0 refuses a stream, unless it travels in another one's bundle (RFC 9143 section 6). */
function isRefused({ port, bundleOnly }: MediaDescription): boolean {
  return port === 0 && bundleOnly === undefined;
}
