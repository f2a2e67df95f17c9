/** The codecs that a browser has, by their names in `MediaOptions`. */
const codecs = {
  opus: { payload: 111, map: 'opus/48000/2' },
  g722: { payload: 9, map: 'G722/8000' },
  pcmu: { payload: 0, map: 'PCMU/8000' },
  pcma: { payload: 8, map: 'PCMA/8000' },
} as const;

/**
 * An offer of sound that nobody sends and nobody hears, for a phone that is called before there is anything to be heard
 * (RFC 3725 section 4.4). Its gateway takes it as it takes a browser's: with ICE and a fingerprint, which are made up.
 *
 * @param refused codecs that are not to be named
 * @param bytes 64 random ones
 */
export function silentOffer(refused: readonly string[], bytes: Uint8Array): string {
  const names = (Object.keys(codecs) as (keyof typeof codecs)[]).filter((name) => !refused.includes(name));
  const named = names.map((name) => codecs[name]);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  return [
    'v=0',
    'o=-',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    `m=audio 9 UDP/TLS/RTP/SAVPF ${[...named.map(({ payload }) => payload), 101].join(' ')}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    `a=ice-ufrag:${hex.slice(32, 36).join('')}`,
    `a=ice-pwd:${hex.slice(36, 52).join('')}`,
    `a=fingerprint:sha-256 ${hex.slice(0, 32).join(':').toUpperCase()}`,
    'a=setup:actpass',
    'a=mid:0',
    'a=inactive',
    'a=rtcp-mux',
    ...named.map(({ payload, map }) => `a=rtpmap:${payload} ${map}`),
    'a=rtpmap:101 telephone-event/8000',
    '',
  ].join('\r\n');
}
