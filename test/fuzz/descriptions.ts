import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type fc from 'fast-check';
import { fingerprint, soundDescription } from '../fakes/sound-description';
import { mutated } from './mutated';

/** As Chrome offers it, with sound and pictures. */
const fromChrome = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS stream',
  'm=audio 45678 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126',
  'c=IN IP4 192.0.2.7',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2122260223 192.0.2.7 45678 typ host generation 0 network-id 1',
  'a=candidate:2 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active generation 0',
  'a=candidate:3 1 udp 41885439 198.51.100.7 60000 typ relay raddr 192.0.2.7 rport 45678',
  'a=ice-ufrag:aBcD',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  'a=ice-options:trickle',
  fingerprint,
  'a=setup:actpass',
  'a=mid:0',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'a=sendrecv',
  'a=msid:stream track',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:9 G722/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:13 CN/8000',
  'a=rtpmap:110 telephone-event/48000',
  'a=rtpmap:126 telephone-event/8000',
  'a=ssrc:1234567 cname:name',
  'm=video 0 UDP/TLS/RTP/SAVPF 96',
  'c=IN IP4 0.0.0.0',
  'a=mid:1',
  'a=bundle-only',
  'a=rtpmap:96 VP8/90000',
  '',
].join('\r\n');

/** The descriptions that tests exchange. */
export const descriptions = [
  soundDescription,
  fromChrome,
  ...readFileSync(join(__dirname, 'recorded-messages.txt'), 'utf8')
    .split('\n%%\n')
    .flatMap((message) => /\n\n(v=0.*)/s.exec(message)?.[1]?.replaceAll('\n', '\r\n') ?? []),
];

const tokens = [
  ...[
    '\r\n',
    '\n',
    '\r',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n',
    'm=audio 0 RTP/AVP 0\r\n',
    'm=video 9 RTP/AVP 96\r\n',
    'm=',
  ],
  ...[
    'a=',
    'a=inactive',
    'a=sendonly',
    'a=bundle-only\r\n',
    'a=group:BUNDLE',
    'a=mid:',
    'a=rtpmap:',
    'a=fmtp:',
    'a=ssrc:',
  ],
  ...[
    'a=candidate:',
    'a=fingerprint:',
    fingerprint,
    'a=crypto:1 ',
    'a=setup:holdconn',
    'a=rid:',
    'a=simulcast:',
    'a=imageattr:',
  ],
  ...[
    '0',
    '-1',
    '65536',
    '99999999999999999999',
    '1e400',
    'NaN',
    '255',
    '127',
    '/2',
    ' ',
    '\t',
    '\u0000',
    'é',
    '\ud800',
  ],
  ...[
    '0.0.0.0',
    '::',
    'c=IN IP4 0.0.0.0',
    'c=IN IP6 ::',
    '__proto__',
    'constructor',
    'a=__proto__:1',
    'opus',
    'telephone-event',
  ],
];

/** One of them with up to `most` wounds. */
export function mutatedDescriptions(most?: number): fc.Arbitrary<string> {
  return mutated(descriptions, tokens, most);
}
