import type { FakeRequest } from './fake-gateway-socket';
import { ourContact, ourHost } from './phone-at-gateway';

/** What a request of the far end has beyond its method. */
export interface FarRequest {
  /** Of its CSeq. */
  number?: number;
  headers?: readonly string[];
  sdp?: string;
}

interface Dialog {
  from: string;
  to: string;
  callId: string;
}

/** An INVITE that begins a call, and may be named by this Call-ID; its From has `far` and the Call-ID for a tag. */
export function incomingInvite(callId: string, request: FarRequest = {}): string {
  const from = `<sip:600@example.com>;tag=far${callId}`;
  return farRequest('INVITE', { from, to: '<sip:201@example.com>', callId }, request);
}

/** A request in the dialog that an INVITE of ours began. */
export function inDialogOf(invite: FakeRequest, method: string, request: FarRequest = {}): string {
  const dialog = { from: `${invite.header('To')};tag=gateway`, to: invite.header('From') };
  return farRequest(method, { ...dialog, callId: invite.header('Call-ID') }, request);
}

/** A request in the dialog that an answer of ours began. */
export function inDialogAnswered(
  answer: FakeRequest | undefined,
  method: string,
  request: FarRequest = {},
): string {
  if (!answer) throw new Error('no answer');
  const dialog = { from: answer.header('From'), to: answer.header('To') };
  return farRequest(method, { ...dialog, callId: answer.header('Call-ID') }, request);
}

function farRequest(
  method: string,
  { from, to, callId }: Dialog,
  { number = 1, headers = [], sdp = '' }: FarRequest,
): string {
  return [
    `${method} sip:${ourContact}@${ourHost};transport=ws SIP/2.0`,
    `Via: SIP/2.0/WSS gateway.example.com;branch=z9hG4bK${callId.replace(/\W/g, '')}${method}${number}`,
    `From: ${from}`,
    `To: ${to}`,
    `Call-ID: ${callId}`,
    `CSeq: ${number} ${method}`,
    'Max-Forwards: 70',
    'Contact: <sip:600@gateway.example.com>',
    ...headers,
    ...(sdp === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${sdp.length}`,
    '',
    sdp,
  ].join('\r\n');
}
