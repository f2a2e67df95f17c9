/**
 * What two phones that talk through us know of each other's sound (RFC 3725): each is told the description of the
 * other, as offer or answer, and none is ever ours. Nothing is looked at in it but which way sound flows.
 */

/** The phone of our user, and the far end of the call. */
export type Leg = 'phone' | 'far';

export type Flow = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What a leg has given of itself. */
interface Given {
  sdp: string;
  /** What it wants of its own accord, and not only because it was offered no more. */
  wants: Flow;
}

/** What a leg was told last: all but the origin, under which it knows us. */
interface Told {
  body: string;
  flow: Flow;
  version: number;
}

export interface RelayedSound {
  /** A number under which both legs know our descriptions (RFC 8866 section 5.2). */
  origin: string;
  /** Our user has put the call on hold: neither hears the other. */
  held: boolean;
  given: Partial<Record<Leg, Given>>;
  told: Partial<Record<Leg, Told>>;
}

export function newRelay(origin: string): RelayedSound {
  return { origin, held: false, given: {}, told: {} };
}

export function otherLeg(leg: Leg): Leg {
  return leg === 'phone' ? 'far' : 'phone';
}

/** A leg has made an offer. */
export function offered(sound: RelayedSound, leg: Leg, sdp: string): RelayedSound {
  return { ...sound, given: { ...sound.given, [leg]: { sdp, wants: flowOf(sdp) } } };
}

/** A leg has answered what it was told: what it says of the flow counts where it had the choice. */
export function answered(sound: RelayedSound, leg: Leg, sdp: string): RelayedSound {
  const free = sound.told[leg]?.flow === 'sendrecv';
  const wants = free ? flowOf(sdp) : (sound.given[leg]?.wants ?? 'sendrecv');
  return { ...sound, given: { ...sound.given, [leg]: { sdp, wants } } };
}

/** What a leg did not take is as if it had not been said. */
export function refused(sound: RelayedSound, leg: Leg): RelayedSound {
  const told = sound.told[leg];
  return told ? { ...sound, told: { ...sound.told, [leg]: { ...told, body: '' } } } : sound;
}

export interface Telling {
  sound: RelayedSound;
  sdp: string;
}

/** An offer to a leg: the other one's description. Undefined while there is none. */
export function offerTo(sound: RelayedSound, leg: Leg): Telling | undefined {
  const other = sound.given[otherLeg(leg)];
  return other && tell(sound, leg, other.sdp, sound.held ? 'inactive' : other.wants);
}

/** An offer to a leg while there is nothing yet to be heard, as `silent-offer.ts` makes it. */
export function silenceTo(sound: RelayedSound, leg: Leg, silence: string): Telling {
  return tell(sound, leg, silence, 'inactive');
}

/** The answer to a leg's offer, of what the other one has given. Undefined while it has given nothing. */
export function answerTo(sound: RelayedSound, leg: Leg): Telling | undefined {
  const other = sound.given[otherLeg(leg)];
  const offer = sound.given[leg];
  if (!other || !offer) return undefined;
  const sends = !sound.held && receives(offer.wants) && transmits(other.wants);
  const hears = !sound.held && transmits(offer.wants) && receives(other.wants);
  return tell(sound, leg, other.sdp, flow(sends, hears));
}

/** Whether this is of somebody else than what that leg has given before (RFC 8866 section 5.2: its origin). */
export function isOfAnother(sound: RelayedSound, leg: Leg, sdp: string): boolean {
  const before = sound.given[leg];
  return before !== undefined && authorOf(before.sdp) !== authorOf(sdp);
}

function authorOf(sdp: string): string | undefined {
  return /^o=(\S+ \S+)/m.exec(sdp)?.[1];
}

/** Whether a leg does not know yet what there is to know of the other one. */
export function isNews(sound: RelayedSound, leg: Leg): boolean {
  const telling = offerTo(sound, leg);
  return telling !== undefined && telling.sound.told[leg]?.version !== sound.told[leg]?.version;
}

function tell(sound: RelayedSound, leg: Leg, sdp: string, direction: Flow): Telling {
  const body = withFlow(sdp, direction);
  const before = sound.told[leg];
  const version = before?.body === body ? before.version : (before?.version ?? 0) + 1;
  const told = { ...sound.told, [leg]: { body, flow: direction, version } };
  const origin = `o=- ${sound.origin} ${version} IN IP4 0.0.0.0\r\n`;
  return { sound: { ...sound, told }, sdp: body.replace(originLine, () => origin) };
}

const originLine = /^o=.*(?:\r\n|\n|$)/m;
const flowLine = /^a=(sendrecv|sendonly|recvonly|inactive)[ \t]*(?:\r\n|\n|$)/gm;

/** Of its first stream of sound, or else of all of it (RFC 8866 section 6.7). */
export function flowOf(sdp: string): Flow {
  const [head = '', ...streams] = sdp.split(/^(?=m=)/m);
  const sound = streams.find((stream) => stream.startsWith('m=audio')) ?? '';
  const found = lastFlow(sound) ?? lastFlow(head);
  return found ?? 'sendrecv';
}

function lastFlow(part: string): Flow | undefined {
  return [...part.matchAll(flowLine)].at(-1)?.[1] as Flow | undefined;
}

/** The description with this flow in each of its streams, and without an origin of its own that would tell it apart. */
function withFlow(sdp: string, direction: Flow): string {
  const ended = sdp.endsWith('\n') ? sdp : `${sdp}\r\n`;
  const [head = '', ...streams] = ended.replace(flowLine, '').split(/^(?=m=)/m);
  const bare = head.replace(originLine, 'o=-\r\n');
  return [bare, ...streams.map((stream) => `${stream}a=${direction}\r\n`)].join('');
}

function transmits(of: Flow): boolean {
  return of === 'sendrecv' || of === 'sendonly';
}

function receives(of: Flow): boolean {
  return of === 'sendrecv' || of === 'recvonly';
}

function flow(sends: boolean, hears: boolean): Flow {
  if (sends) return hears ? 'sendrecv' : 'sendonly';
  return hears ? 'recvonly' : 'inactive';
}
