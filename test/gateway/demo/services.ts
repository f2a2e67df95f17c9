import type { ConferenceRoom } from './conference-room';
import { EndpointCall } from './endpoint-call';
import type { IncomingLeg } from './incoming-leg';
import type { MediaEndpointOptions } from './media-endpoint';
import type { PlacedCall, PlacedCallOptions } from './placed-call';
import type { AfterWhile, NumberBehaviour } from './script-state';

const CONFIRMATION_HERTZ = 880;
const CONFIRMATION_MS = 600;
const MEDIA_WAIT_MS = 3000;

const standard: Readonly<Record<string, NumberBehaviour>> = {
  600: { does: 'answer', media: 'echo' },
  601: { does: 'answer', media: 'tone' },
  602: { does: 'call-back' },
  603: { does: 'ring' },
  604: { does: 'early-media', next: { afterMs: 2000, status: 200 } },
  605: { does: 'early-media', next: { afterMs: 2000, status: 486 } },
  690: { does: 'conference' },
};

/** What a number does that is not a user's: the services, and 9400 to 9699 for the status of the last three digits. */
export function standardBehaviour(number: string): NumberBehaviour | undefined {
  const status = number.match(/^9([456]\d\d)$/)?.[1];
  return status === undefined ? standard[number] : { does: 'status', status: Number(status) };
}

export interface ServiceHost {
  readonly callBackDelayMs: number;
  mediaDefaults(): MediaEndpointOptions;
  call(options: PlacedCallOptions): PlacedCall;
  room(number: string): ConferenceRoom;
  /** A timer that dies with the gateway. */
  later(delayMs: number, work: () => void): void;
}

export function serve(leg: IncomingLeg, behaviour: NumberBehaviour, host: ServiceHost): void {
  if (behaviour.does === 'nothing') return;
  if (behaviour.does === 'status') {
    const { status, reason, headers } = behaviour;
    leg.reject(status, { reason, headers });
    return;
  }
  if (behaviour.does === 'call-back') return void serveCallBack(leg, host);
  if (behaviour.does === 'conference') return void serveConference(leg, host);
  const playing = behaviour.does === 'answer' ? behaviour.media : 'tone';
  const toneHertz = (behaviour.does === 'answer' ? behaviour.toneHertz : undefined) ?? 440;
  const endpoint = new EndpointCall(leg, { ...host.mediaDefaults(), playing, toneHertz });
  if (behaviour.does === 'answer') endpoint.sessionExpires = behaviour.sessionExpires;
  if (behaviour.does === 'answer') return void endpoint.answer(leg);
  if (behaviour.does === 'ring') leg.provisional(180);
  else void endpoint.earlyMedia(leg);
  if (behaviour.next) goOn(leg, endpoint, behaviour.next, host);
}

function goOn(
  leg: IncomingLeg,
  endpoint: EndpointCall,
  { afterMs, status }: AfterWhile,
  host: ServiceHost,
): void {
  host.later(afterMs, () => {
    if (status < 300) void endpoint.answer(leg);
    else leg.reject(status);
  });
}

async function serveConference(leg: IncomingLeg, host: ServiceHost): Promise<void> {
  const room = host.room(leg.number);
  leg.isFocus = true;
  const endpoint = new EndpointCall(leg, { ...host.mediaDefaults(), playing: 'none' }, () =>
    room.legEnded(leg),
  );
  await endpoint.answer(leg);
  if (leg.state === 'established') room.addLeg(leg, endpoint);
}

/** Answers, confirms with a short tone, hangs up, and calls the caller back. */
async function serveCallBack(leg: IncomingLeg, host: ServiceHost): Promise<void> {
  const callBack = () =>
    host.later(host.callBackDelayMs, () => {
      host.call({ to: leg.user, from: { number: leg.number, name: 'Call-back' }, media: 'tone' });
    });
  const options = { ...host.mediaDefaults(), toneHertz: CONFIRMATION_HERTZ };
  const endpoint = new EndpointCall(leg, options, () => leg.end?.status === undefined && callBack());
  await endpoint.answer(leg);
  await endpoint.media.whenConnected(MEDIA_WAIT_MS);
  endpoint.media.play('tone');
  host.later(CONFIRMATION_MS, () => leg.hangUp());
}
