import { type Header, headerOf, headersOf, type MessageText, writeMessage } from './message-text';

const phrases: Partial<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  486: 'Busy Here',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'Version Not Supported',
  513: 'Message Too Large',
};

/** A final response, made without sip.js of whatever the request has (RFC 3261 section 8.2.6). */
export function refusalOf(
  request: MessageText,
  status: number,
  options: { toTag: string; headers?: readonly Header[] },
): string {
  const to = headerOf(request, 'To');
  const tagged = to === undefined || /;\s*tag\s*=/i.test(to) ? to : `${to};tag=${options.toTag}`;
  const named = (name: string, value = headerOf(request, name)) =>
    value === undefined ? [] : [{ name, value }];
  return writeMessage({
    start: `SIP/2.0 ${status} ${phrases[status] ?? 'Refused'}`,
    headers: [
      ...headersOf(request, 'Via').map((value) => ({ name: 'Via', value })),
      ...named('From'),
      ...named('To', tagged),
      ...named('Call-ID'),
      ...named('CSeq'),
      ...(options.headers ?? []),
      { name: 'Content-Length', value: '0' },
    ],
    body: '',
    broken: false,
  });
}

/** Whether there is anybody to tell: an ACK is never answered, and without Via no answer arrives anywhere. */
export function canBeRefused(request: MessageText): boolean {
  return !/^ACK\s/i.test(request.start) && headerOf(request, 'Via') !== undefined;
}
