/**
 * A call that was not yet established dies with the worker. What it leaves at the gateway is cleared up by
 * a message made from the INVITE's text: a CANCEL for ours, a final response to theirs.
 */

/** The header lines of an INVITE that a message about it must repeat; no credentials, no body. */
const repeated = /^(via|v|from|f|to|t|call-id|i|route|max-forwards)\s*:/i;

/** The part of an INVITE's text that is worth keeping. */
export function keepInvite(text: string): string {
  const [head = ''] = text.split('\r\n\r\n', 1);
  const [start = '', ...headers] = head.split('\r\n');
  return [start, ...headers.filter((line) => repeated.test(line) || /^cseq\s*:/i.test(line))].join('\r\n');
}

/** Whether a message is an INVITE that begins a call, and its Call-ID. */
export function callIdOfInvite(text: string): string | undefined {
  if (!text.startsWith('INVITE ') || /^(to|t)\s*:.*;\s*tag=/im.test(text)) return undefined;
  return /^(?:call-id|i)\s*:\s*(\S+)/im.exec(text)?.[1];
}

/** ACK for an answer other than 2xx to an INVITE of ours (RFC 3261 section 17.1.1.3). */
export function ackFor(invite: string, to: string): string {
  const [start = '', ...headers] = invite.split('\r\n');
  const requestUri = start.split(' ')[1] ?? '';
  const number = /^cseq\s*:\s*(\d+)/im.exec(invite)?.[1] ?? '1';
  return message(`ACK ${requestUri} SIP/2.0`, [
    ...headers.filter((line) => repeated.test(line) && !/^(to|t)\s*:/i.test(line)),
    `To: ${to}`,
    `CSeq: ${number} ACK`,
  ]);
}

/** 480 for an INVITE of theirs (RFC 3261 section 8.2.6). */
export function unavailableFor(invite: string, toTag: string): string {
  const [, ...headers] = invite.split('\r\n');
  const kept = headers
    .filter(
      (line) => (repeated.test(line) || /^cseq\s*:/i.test(line)) && !/^(route|max-forwards)\s*:/i.test(line),
    )
    .map((line) => (/^(to|t)\s*:/i.test(line) && !/;\s*tag=/i.test(line) ? `${line};tag=${toTag}` : line));
  return message('SIP/2.0 480 Temporarily Unavailable', kept);
}

function message(start: string, headers: string[]): string {
  return [start, ...headers, 'Content-Length: 0', '', ''].join('\r\n');
}
