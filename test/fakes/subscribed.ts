import type { FakeGateway, FakeRequest } from './fake-gateway-socket';

/** The SUBSCRIBEs that a gateway has had, oldest first. */
export function subscribes(gateway: FakeGateway): FakeRequest[] {
  return gateway.requests.filter(({ method }) => method === 'SUBSCRIBE');
}

/** What this phone answered to requests of the gateway, by their CSeq: "7 NOTIFY" -> 200. */
export function answersOf(gateway: FakeGateway): Record<string, number> {
  const responses = gateway.requests.filter(({ text }) => text.startsWith('SIP/2.0'));
  return Object.fromEntries(
    responses.map((response) => [response.header('CSeq'), Number(response.text.split(' ')[1])]),
  );
}

interface Notified {
  event?: string;
  state?: string;
  type?: string;
  body?: string;
  /** From whom; several phones may answer one SUBSCRIBE. */
  tag?: string;
  /** To whom, where it is no subscription's. */
  callId?: string;
  toTag?: string;
}

let number = 0;

/** A NOTIFY in the dialog of a SUBSCRIBE; its CSeq is told. */
export function notify(gateway: FakeGateway, to: FakeRequest | undefined, told: Notified = {}): string {
  number += 1;
  const {
    event = to?.header('Event') ?? 'message-summary',
    state = 'active;expires=600',
    tag = 'gateway',
  } = told;
  const { type = 'application/simple-message-summary', body = '' } = told;
  const ourTag = told.toTag ?? /tag=(\S+)/.exec(to?.header('From') ?? '')?.[1];
  const text = [
    'NOTIFY sip:ringtab@abc.invalid;transport=ws SIP/2.0',
    `Via: SIP/2.0/WSS gateway.example.com;branch=z9hG4bKnotify${number}`,
    'Max-Forwards: 70',
    `From: <sip:201@example.com>;tag=${tag}`,
    `To: <sip:201@example.com>${ourTag === undefined || ourTag === '' ? '' : `;tag=${ourTag}`}`,
    `Call-ID: ${told.callId ?? to?.header('Call-ID') ?? 'unsolicited'}`,
    `CSeq: ${number} NOTIFY`,
    'Contact: <sip:notifier@gateway.example.com;transport=ws>',
    `Event: ${event}`,
    ...(state === '' ? [] : [`Subscription-State: ${state}`]),
    ...(body === '' ? [] : [`Content-Type: ${type}`]),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
  gateway.openSockets.at(-1)?.deliver(text);
  return `${number} NOTIFY`;
}
