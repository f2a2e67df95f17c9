/**
 * What the user's other devices do, by what the gateway tells of the user's own number (RFC 4235): this phone is one of
 * its devices, and its own calls are told too.
 */
import type { Ended, LiveCall } from './call';
import type { CallFacts, Party } from './call-facts';
import type { DialogInfo, DialogNames, WatchedDialog } from './dialog-info';
import { uriUser } from './uri-user';

/** Devices that a call has rung at, or that it was sent on to. */
const mostNames = 8;

/** A call of this phone, now or a while ago. */
export interface OwnDialog {
  callId: string;
  /** '' before it is known. */
  localTag: string;
  /** The other side's; '' of a call that is over. */
  number: string;
}

/** A call that comes in, by the name that the gateway has for it. */
export type Arriving = Pick<CallFacts, 'party' | 'transferredBy'> & { callId: string };

/** The calls that the gateway tells of and this phone does not have. */
export function dialogsElsewhere({ dialogs }: DialogInfo, own: readonly OwnDialog[]): WatchedDialog[] {
  const told = [...dialogs.values()];
  const untold = own.filter((one) => !told.some((dialog) => isNamed(dialog, one)));
  return told.filter(
    (dialog) =>
      !own.some((one) => isNamed(dialog, one)) &&
      // A gateway that is the other end of each call may have names of its own for it.
      !untold.some(({ number }) => number !== '' && number === numberOf(dialog)),
  );
}

/** Somebody talks there, or calls somebody. */
export function isBusy({ state, direction }: WatchedDialog): boolean {
  return state === 'confirmed' || direction === 'initiator';
}

/**
 * Whether a call that comes in does not ring here, as one of the user's devices is busy and shows it too. One that was
 * sent here from there does.
 *
 * @param others calls of this phone
 */
export function staysQuiet(
  call: Arriving,
  elsewhere: readonly WatchedDialog[],
  others: readonly LiveCall[],
  user: string,
): boolean {
  if (others.some(({ state }) => state !== 'incoming')) return false;
  const { transferredBy, party } = call;
  if (transferredBy?.number === user) return false;
  const busy = elsewhere.filter(isBusy).filter(({ callId }) => callId === '' || callId !== call.callId);
  // Whoever talks to one device and calls again is being moved here.
  return busy.length > 0 && !busy.some((dialog) => party.number !== '' && numberOf(dialog) === party.number);
}

/**
 * Whether another device has taken a call that rang here too. A gateway that passes calls on names them all alike; one
 * that is the other end of each does not, but says who calls.
 *
 * @param isNew whether a call there was answered since this one began to ring
 */
export function isAnsweredBy(
  call: Arriving,
  elsewhere: readonly WatchedDialog[],
  isNew: (dialog: WatchedDialog) => boolean,
): boolean {
  return elsewhere.some(
    (dialog) =>
      dialog.state === 'confirmed' &&
      ((dialog.callId !== '' && dialog.callId === call.callId) ||
        (dialog.direction !== 'initiator' &&
          call.party.number !== '' &&
          numberOf(dialog) === call.party.number &&
          isNew(dialog))),
  );
}

/** Whether a call may still turn out to have been answered there: it rings on, as far as is known. */
export function mayRingOn(call: Arriving, elsewhere: readonly WatchedDialog[]): boolean {
  return elsewhere.some(
    (dialog) =>
      (dialog.callId !== '' && dialog.callId === call.callId) || numberOf(dialog) === call.party.number,
  );
}

/** Milliseconds between the end of a call here and its going on there, either first. */
export const handOverTime = 3_000;
/** Milliseconds after the answer in which a call that is told of elsewhere may be that one, by another name. */
const toldBy = 1_000;

/**
 * Whether a call that its other side has ended goes on at another device, which has brought it over: somebody began to
 * talk to them there in that moment.
 *
 * @param talkingSince milliseconds since the epoch
 */
export function goesOnElsewhere(
  { party, answeredAt = Number.POSITIVE_INFINITY, endedAt }: Pick<Ended, 'party' | 'answeredAt' | 'endedAt'>,
  elsewhere: readonly WatchedDialog[],
  talkingSince: (dialog: WatchedDialog) => number | undefined,
): boolean {
  return talkingElsewhere(elsewhere).some((dialog) => {
    const since = talkingSince(dialog) ?? 0;
    const isNew = since > answeredAt + toldBy && Math.abs(endedAt - since) <= handOverTime;
    return isNew && party.number !== '' && numberOf(dialog) === party.number;
  });
}

/** By the dialog's id: the names under which it was told of, the last first. */
export type NamesTold = Readonly<Record<string, readonly DialogNames[]>>;

/**
 * The names that calls have had, of those that are still told of: there are gateways that give a call's tags away only
 * while it rings, once for each device that it rings at, and do not say which of them has answered.
 */
export function withNamesTold(before: NamesTold, { dialogs }: DialogInfo): NamesTold {
  const told = [...dialogs.values()].map(({ id, names, state }): [string, readonly DialogNames[]] => {
    const known = before[id] ?? [];
    if (!names) return [id, known];
    if (state === 'confirmed') return [id, [names]];
    const others = known.filter((one) => tagsOf(one) !== tagsOf(names));
    return [id, [names, ...others].slice(0, mostNames)];
  });
  return Object.fromEntries(told.filter(([, names]) => names.length > 0));
}

/** The calls of other devices in which somebody talks, the last first. */
export function talkingElsewhere(elsewhere: readonly WatchedDialog[]): WatchedDialog[] {
  return elsewhere.filter(({ state }) => state === 'confirmed').reverse();
}

/** A call of another device that can be fetched, and what it may be called. */
export interface Fetchable {
  dialog: WatchedDialog;
  names: readonly [DialogNames, ...DialogNames[]];
}

/**
 * The call of another device that can be fetched: the one that talks, of several the last.
 *
 * @param ours tags of this phone: what rang here has been answered elsewhere
 */
export function fetchableAmong(
  elsewhere: readonly WatchedDialog[],
  told: NamesTold,
  ours: ReadonlySet<string>,
): Fetchable | undefined {
  for (const dialog of talkingElsewhere(elsewhere)) {
    const [first, ...others] = (told[dialog.id] ?? []).filter(({ localTag }) => !ours.has(localTag));
    if (first) return { dialog, names: [first, ...others] };
  }
  return undefined;
}

/**
 * Whether a call that comes in is one that we send to our other devices at this moment: it comes here too, as this is
 * one of them. Of two who withhold their number only our own word tells that they are the same: nobody is turned away
 * who may be somebody else.
 */
export function isOwnMove(
  { party, transferredBy }: Pick<CallFacts, 'party' | 'transferredBy'>,
  calls: readonly LiveCall[],
  user: string,
): boolean {
  if (transferredBy && transferredBy.number !== user) return false;
  return calls.some(
    (call) =>
      call.state === 'talking' &&
      call.transfer?.toOwn === true &&
      call.transfer.state !== 'failed' &&
      (isSameNumber(party, call.party) || (transferredBy !== undefined && isOneWithheld(party, call.party))),
  );
}

/** Who is at its other end. */
export function numberOf({ remote: { identity, target } }: Pick<WatchedDialog, 'remote'>): string {
  return uriUser(identity === '' ? target : identity);
}

function isSameNumber(one: Party, other: Party): boolean {
  return one.number !== '' && one.number === other.number;
}

function isOneWithheld(one: Party, other: Party): boolean {
  return one.number === '' || other.number === '';
}

function tagsOf({ localTag, remoteTag }: DialogNames): string {
  return `${localTag} ${remoteTag}`;
}

/** By either end: a call between two devices of the user is told twice, and neither can be fetched from us. */
function isNamed({ callId, names }: WatchedDialog, own: OwnDialog): boolean {
  if (callId === '' || callId !== own.callId) return false;
  if (!names || own.localTag === '') return true;
  return names.localTag === own.localTag || names.remoteTag === own.localTag;
}
