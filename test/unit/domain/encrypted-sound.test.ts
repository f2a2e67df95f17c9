import { encryptsSound } from '../../../src/domain/encrypted-sound';
import { fingerprint, soundDescription, unencryptedDescription } from '../../fakes/sound-description';

const withTransport = (transport: string) => soundDescription.replace('UDP/TLS/RTP/SAVPF', transport);

it.each([
  ['a fingerprint of the stream', soundDescription],
  ['a fingerprint of the session', unencryptedDescription.replace('t=0 0', `t=0 0\r\n${fingerprint}`)],
  ['line ends of LF alone', soundDescription.replaceAll('\r\n', '\n')],
  ['UDP/TLS/RTP/SAVP', withTransport('UDP/TLS/RTP/SAVP')],
  ['RTP/SAVPF, as WebRTC once wrote it', withTransport('RTP/SAVPF')],
  ['a stream without one that is refused', soundDescription + refused(unencryptedDescription)],
  ['no sound at all', 'v=0\r\n'],
  [
    'sound in the bundle of another stream',
    `${soundDescription.replace('audio 9', 'audio 0')}a=bundle-only\r\n`,
  ],
])('sound with %s is encrypted', (_what, sdp) => expect(encryptsSound(sdp)).toBe(true));

it.each([
  ['no fingerprint', unencryptedDescription],
  ['RTP/AVP', withTransport('RTP/AVP')],
  ['RTP/AVPF', withTransport('RTP/AVPF')],
  [
    'keys in the description instead (SDES)',
    `${unencryptedDescription}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0\r\n`,
  ],
  ['a fingerprint of another stream', unencryptedDescription + videoWith(fingerprint)],
  ['a fingerprint by MD5', soundDescription.replace('sha-256', 'md5')],
  ['a fingerprint cut short', soundDescription.replace(':AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB', '')],
  ['an empty fingerprint', soundDescription.replace(/(sha-256 ).*/, '$1')],
  ['only an attribute that looks like one', soundDescription.replace('a=fingerprint', 'a=x-fingerprint')],
  [
    'none in the bundle of another stream',
    `${unencryptedDescription.replace('audio 9', 'audio 0')}a=bundle-only\r\n`,
  ],
])('sound with %s is not', (_what, sdp) => expect(encryptsSound(sdp)).toBe(false));

function videoWith(line: string): string {
  return `m=video 9 UDP/TLS/RTP/SAVPF 96\r\n${line}\r\n`;
}

function refused(sdp: string): string {
  return sdp.slice(sdp.indexOf('m=')).replace('audio 9', 'audio 0');
}
