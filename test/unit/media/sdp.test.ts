import { candidatesOf, hasAudio, hasRelayed, refuseAllButSound, takesTones } from '../../../src/media/sdp';

const session = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n';
const audio = (port: number, mid: string, more = '') =>
  `m=audio ${port} UDP/TLS/RTP/SAVPF 0 101\r\na=mid:${mid}\r\na=rtpmap:0 PCMU/8000\r\n${more}`;
const video = (port: number, mid: string, more = '') =>
  `m=video ${port} UDP/TLS/RTP/SAVPF 96\r\na=mid:${mid}\r\na=rtpmap:96 VP8/90000\r\n${more}`;

describe('candidates of a description', () => {
  const sdp = `${session}${audio(9, '0')}a=ice-ufrag:abcd\r\n`;

  it('are those by UDP, with their generation', () => {
    const found = candidatesOf(
      `${sdp}a=candidate:1 1 udp 1 192.0.2.1 5000 typ host\r\na=candidate:2 1 TCP 1 192.0.2.1 9 typ host tcptype active\r\n`,
    );
    expect(found.ufrag).toBe('abcd');
    expect([...found.lines]).toEqual(['1 1 udp 1 192.0.2.1 5000 typ host']);
    expect(hasRelayed(found)).toBe(false);
  });

  it('tell whether one is relayed', () => {
    expect(hasRelayed(candidatesOf(`${sdp}a=candidate:1 1 UDP 1 192.0.2.1 5000 typ relay\r\n`))).toBe(true);
  });
});

describe('sound in a description', () => {
  it('is there unless refused or missing', () => {
    expect(hasAudio(session + audio(9, '0'))).toBe(true);
    expect(hasAudio(session + audio(0, '0'))).toBe(false);
    expect(hasAudio(session + video(9, '0'))).toBe(false);
    expect(hasAudio('')).toBe(false);
    expect(hasAudio(session + video(9, '0') + audio(0, '1', 'a=bundle-only\r\n'))).toBe(true);
  });
});

describe('tones as telephone-events', () => {
  const opus = 'a=rtpmap:111 opus/48000/2\r\n';
  const events48 = 'a=rtpmap:110 telephone-event/48000\r\n';
  const events8 = 'a=rtpmap:126 telephone-event/8000\r\n';
  const sound = (payloads: string, maps: string, port = 9) =>
    `${session}m=audio ${port} UDP/TLS/RTP/SAVPF ${payloads}\r\n${maps}`;
  const local = sound('111 63 9 0 8 13 110 126', `${opus}a=rtpmap:63 red/48000/2\r\n${events48}${events8}`);

  it.each<[boolean, string, string]>([
    [true, 'G.711 with events at its rate', sound('0 126', events8)],
    [false, 'G.711 without events', sound('0', '')],
    [true, 'Opus with events at its rate', sound('111 110', opus + events48)],
    [false, 'Opus with events at 8000 Hz only', sound('111 0 126', opus + events8)],
    [true, 'G.711 preferred to Opus', sound('8 111 126', opus + events8)],
    [true, 'a codec that Chrome lacks preferred to G.711', sound('18 0 126', events8)],
    [false, 'a codec that Chrome lacks preferred to Opus', sound('18 111 126', opus + events8)],
    [true, 'redundant Opus', sound('63 111 110', `a=rtpmap:63 red/48000/2\r\n${opus}${events48}`)],
    [false, 'refused sound', sound('0 126', events8, 0)],
  ])('%s: %s', (expected, _case, remote) => {
    expect(takesTones({ remote, local })).toBe(expected);
  });
});

describe('refusing all but the first stream of sound', () => {
  it('leaves an offer of sound alone as it is', () => {
    const offer = `${session}a=group:BUNDLE 0\r\n${audio(9, '0')}`;
    expect(refuseAllButSound(offer)).toBe(offer);
  });

  it('sets the other ports to 0 and takes them out of the bundle', () => {
    const offer = `${session}a=group:BUNDLE 0 1 2\r\n${video(5000, '0')}${audio(9, '1')}${audio(0, '2', 'a=bundle-only\r\n')}`;
    expect(refuseAllButSound(offer)).toBe(
      `${session}a=group:BUNDLE 1\r\n${video(0, '0')}${audio(9, '1')}${audio(0, '2')}`,
    );
  });

  it('keeps one of two that are the same to the letter', () => {
    const offer = `${session}a=group:BUNDLE 0\r\n${audio(9, '0')}${audio(9, '0')}`;
    expect(refuseAllButSound(offer)).toBe(`${session}a=group:BUNDLE 0\r\n${audio(9, '0')}${audio(0, '0')}`);
  });

  it('passes over sound that is refused already', () => {
    const offer = `${session}${audio(0, '0')}${audio(9, '1')}`;
    expect(refuseAllButSound(offer)).toBe(offer);
  });
});
