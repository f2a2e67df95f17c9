// The few things the gateway reads in, or changes in, session descriptions.
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** The direction of the first audio line; a session-level one counts too (RFC 8866 section 6.7). */
export function directionOf(sdp: string): Direction {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m);
  const audio = media.find((section) => section.startsWith('m=audio')) ?? '';
  const found = [audio, session].map(
    (part) => part.match(/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m)?.[1],
  );
  return (found.find((direction) => direction !== undefined) ?? 'sendrecv') as Direction;
}

/** The same description with the audio line reduced to PCMU and, if wanted, its 8 kHz telephone-event. */
export function onlyPcmu(sdp: string, telephoneEvent: boolean): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => (section.startsWith('m=audio') ? reduceAudio(section, telephoneEvent) : section))
    .join('');
}

function reduceAudio(section: string, telephoneEvent: boolean): string {
  const event = telephoneEvent ? section.match(/^a=rtpmap:(\d+) telephone-event\/8000/m)?.[1] : undefined;
  const offersPcmu = /^m=audio \d+ \S+ (?:.* )?0(?: |\s*$)/m.test(section);
  const kept = [...(offersPcmu ? ['0'] : []), ...(event === undefined ? [] : [event])];
  return section
    .split('\r\n')
    .filter((line) => {
      const payload = line.match(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /)?.[1];
      return payload === undefined || kept.includes(payload);
    })
    .flatMap((line) => {
      if (!line.startsWith('m=audio')) return [line];
      const mediaLine = `${line.split(' ').slice(0, 3).join(' ')} ${kept.join(' ')}`;
      // werift knows a payload type only by its rtpmap, which is optional for the static type 0.
      return offersPcmu && !/^a=rtpmap:0 /m.test(section) ? [mediaLine, 'a=rtpmap:0 PCMU/8000'] : [mediaLine];
    })
    .join('\r\n');
}

/** A lite agent only answers checks; werift would look up mDNS names among the candidates all the same. */
export function withoutCandidates(sdp: string): string {
  return sdp.replace(/^a=(?:candidate:|end-of-candidates).*(?:\r\n|$)/gm, '');
}

/**
 * What werift writes, as the RFCs have it: an inactive line keeps a port (0 would reject it, RFC 3264
 * section 6), ice-lite belongs to the session (RFC 8839 section 5.3), and a session keeps its id and counts
 * its versions (RFC 8866 section 5.2).
 */
export function tidyLocalSdp(sdp: string, sessionId: number, version: number): string {
  const lite = /^a=ice-lite\r\n/gm;
  const tidy = sdp
    .replace(/^m=audio 0 /gm, 'm=audio 9 ')
    .replace(/^o=.*$/m, `o=- ${sessionId} ${version} IN IP4 0.0.0.0`);
  return lite.test(tidy) ? tidy.replace(lite, '').replace(/^t=.*\r\n/m, '$&a=ice-lite\r\n') : tidy;
}
