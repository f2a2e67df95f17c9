// A gateway that has lost its mind: a thousand requests a second for one phone.
import { soundDescription } from '../fakes/sound-description';
import type { DemoGateway } from '../gateway/demo/gateway';

const perSecond = 1_000;
/** Milliseconds between two handfuls. */
const tick = 10;

export interface Flood {
  method: string;
  seconds: number;
  /** The phone's Contact. */
  target: string;
  user: string;
  /** What no other flood is called. */
  name: string;
}

/** The Contact under which a user is registered. */
export function contactOf(gateway: DemoGateway, user: string): string {
  const [register] = gateway.messages.filter(
    (message) => message.method === 'REGISTER' && message.user === user,
  );
  return /^Contact: <([^>]+)>/im.exec(register?.text ?? '')?.[1] ?? '';
}

/** Sends it, and answers how many there were. */
export async function flood(
  gateway: DemoGateway,
  { method, seconds, target, user, name }: Flood,
): Promise<number> {
  const start = performance.now();
  const total = seconds * perSecond;
  let sent = 0;
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * perSecond));
      for (; sent < due; sent++) gateway.script.sendUnread(user, request(method, target, `${name}-${sent}`));
      if (sent < total) return;
      clearInterval(timer);
      done();
    }, tick);
  });
  return sent;
}

/** One request of a flood; with the name of another, a CANCEL of that. */
export function request(method: string, target: string, name: string): string {
  const body = method === 'INVITE' ? soundDescription : method === 'MESSAGE' ? 'flood' : '';
  return [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/WSS far.example.com;branch=z9hG4bKflood-${name}`,
    'Max-Forwards: 70',
    `From: "Flood ${name}" <sip:299@demo.ringtab>;tag=${name}`,
    'To: <sip:201@demo.ringtab>',
    `Call-ID: flood-${name}`,
    `CSeq: 1 ${method}`,
    'Contact: <sip:299@far.example.com>',
    ...(method === 'NOTIFY' ? ['Event: dialog', 'Subscription-State: active'] : []),
    ...(body ? [`Content-Type: ${method === 'INVITE' ? 'application/sdp' : 'text/plain'}`] : []),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
