/**
 * What a NOTIFY says of a REFER (RFC 3515 section 2.4.4): in a body `message/sipfrag` (RFC 3420) the first line of
 * what the one who was asked to call somebody has got for an answer.
 */
export interface ReferNotice {
  /** Of the new call; undefined when the body cannot be read. */
  status: number | undefined;
  /** Nothing more will be told. */
  over: boolean;
}

/** The number of the REFER that it is about; undefined when it does not say so, or is about something else. */
export interface ReferEvent {
  sequence: number | undefined;
}

/** The status of the first line, 100 to 699; undefined when there is none. */
export function statusOfFragment(body: string): number | undefined {
  const [, status] = /^\s*SIP\/\d{1,3}\.\d{1,3}[ \t]+([1-6]\d\d)(?=\s|$)/i.exec(body.slice(0, 200)) ?? [];
  return status === undefined ? undefined : Number(status);
}

/** The Event header of a NOTIFY (RFC 6665 section 8.2.1); undefined when it is not about a REFER. */
export function parseReferEvent(header: string | undefined): ReferEvent | undefined {
  const [name = '', ...parameters] = (header ?? '').slice(0, 500).split(';');
  if (name.trim().toLowerCase() !== 'refer') return undefined;
  const id = parameters.map((each) => /^\s*id\s*=\s*(\d{1,10})\s*$/i.exec(each)?.[1]).find((each) => each);
  return { sequence: id === undefined ? undefined : Number(id) };
}

/** @param state the Subscription-State header, '' without one */
export function readNotice(state: string, body: string): ReferNotice {
  const status = statusOfFragment(body);
  const isFinal = status !== undefined && status >= 200;
  return { status, over: isFinal || /^\s*terminated\s*(;|$)/i.test(state) };
}
