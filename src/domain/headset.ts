/** What a headset's buttons mean: the state of the phone decides, and what a headset says beyond it is put right. */
import { type HeadsetLamp, type HeadsetLayout, type HidControl, readField } from './headset-layout';

/** What the headset shows of the phone. */
export type Lamps = Readonly<Record<HeadsetLamp, boolean>>;

export type HeadsetWish = 'answer' | 'hang-up' | 'mute' | 'unmute' | 'flash' | 'drop';

export interface HeadsetState {
  /** What its controls have said last; undefined where it may stand either way. */
  hook: boolean | undefined;
  mute: boolean;
  flash: boolean;
  drop: boolean;
  /** When the hook was raised last, and when the phone went off the hook; milliseconds of one clock. */
  raisedAt: number;
  offHookAt: number;
  lamps: Lamps;
}

export const noLamps: Lamps = { offHook: false, ring: false, mute: false, hold: false };

/** Milliseconds within which a headset acknowledges that the phone went off the hook. */
const acknowledging = 1_000;
/** Milliseconds that nobody holds a button down for: what stays longer is a switch, whatever it says of itself. */
const longestPress = 3_000;

/** One that has just been opened. In a call its hook may be up, or not yet: what it says first must not end the call. */
export function freshHeadset(lamps: Lamps, now: number): HeadsetState {
  const up = { mute: false, flash: false, drop: false };
  return { hook: lamps.offHook ? undefined : false, ...up, raisedAt: now, offHookAt: now, lamps };
}

/** The phone's state is another one. */
export function withLamps(state: HeadsetState, lamps: Lamps, now: number): HeadsetState {
  const offHookAt = lamps.offHook && !state.lamps.offHook ? now : state.offHookAt;
  return { ...state, lamps, offHookAt };
}

/**
 * What a report of the headset asks for.
 *
 * @param now milliseconds of the same clock as before
 * @returns `moved` when one of its controls did: it is shown the phone's state again then, which may be another than it thinks
 */
export function afterReport(
  state: HeadsetState,
  layout: HeadsetLayout,
  report: { reportId: number; data: Uint8Array },
  now: number,
): { state: HeadsetState; wishes: HeadsetWish[]; moved: boolean } {
  const read = (control: HidControl | undefined) =>
    control?.reportId === report.reportId ? readField(control, report.data) : undefined;
  const hook = read(layout.hook) ?? state.hook;
  const mute = read(layout.mute) ?? state.mute;
  const flash = read(layout.flash) ?? state.flash;
  const drop = read(layout.drop) ?? state.drop;
  const raisedAt = hook && !state.hook ? now : state.raisedAt;
  const next = { ...state, hook, mute, flash, drop, raisedAt };
  const wishes = [
    layout.hook && state.hook !== undefined && hook !== state.hook
      ? hookWish(state, layout, layout.hook, now)
      : undefined,
    layout.mute && mute !== state.mute ? muteWish(state, layout.mute) : undefined,
    flash && !state.flash ? ('flash' as const) : undefined,
  ].filter((wish) => wish !== undefined);
  // One press that says both ends one call.
  if (drop && !state.drop && !wishes.includes('hang-up')) wishes.push('drop');
  const moved = hook !== state.hook || mute !== state.mute || flash !== state.flash || drop !== state.drop;
  return { state: next, wishes, moved };
}

/** @param before the hook has moved since */
function hookWish(
  before: HeadsetState,
  layout: HeadsetLayout,
  { kind }: HidControl,
  now: number,
): HeadsetWish | undefined {
  const { offHook } = before.lamps;
  const raised = !before.hook;
  const pressed = offHook ? 'hang-up' : 'answer';
  const follows = layout.lamps.offHook !== undefined;
  // It cannot know how the phone is: each move of it is somebody's.
  if (kind === 'switch' && !follows) return pressed;
  if (!raised) {
    const stayedUp = kind === 'switch' || now - before.raisedAt >= longestPress;
    return offHook && stayedUp ? 'hang-up' : undefined;
  }
  if (!offHook) return 'answer';
  const acknowledges = kind === 'switch' || (follows && now - before.offHookAt < acknowledging);
  return acknowledges ? undefined : 'hang-up';
}

/** @param before the mute button has moved since */
function muteWish(before: HeadsetState, { kind }: HidControl): HeadsetWish | undefined {
  const { offHook, mute } = before.lamps;
  if (!offHook) return undefined;
  const pressed = !before.mute;
  if (kind === 'button') return pressed ? (mute ? 'unmute' : 'mute') : undefined;
  return pressed === mute ? undefined : pressed ? 'mute' : 'unmute';
}
