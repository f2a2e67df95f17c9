import { Ban, BellOff, CloudOff, type IconNode, LoaderCircle, Phone, PhoneForwarded, PhoneOff } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { redirectTarget } from '../../domain/arrival';
import { keyOf, t } from '../messages';

/** Colour and picture of a state; the words always stand beside them. */
export type Tone = 'good' | 'waiting' | 'bad' | 'off';

export interface StateLook {
  tone: Tone;
  icon: IconNode;
}

export function stateLook(snapshot: Snapshot): StateLook {
  switch (snapshot.registration.state) {
    case 'ready':
      if (snapshot.settings.doNotDisturb) return { tone: 'waiting', icon: BellOff };
      if (forwardsAll(snapshot)) return { tone: 'waiting', icon: PhoneForwarded };
      return { tone: 'good', icon: Phone };
    case 'signing-in':
      return { tone: 'waiting', icon: LoaderCircle };
    case 'reconnecting':
      return { tone: 'waiting', icon: CloudOff };
    case 'refused':
      return { tone: 'bad', icon: Ban };
    case 'signed-out':
      return { tone: 'off', icon: PhoneOff };
  }
}

/** Whether I can be called, in a word or two; without the countdown, which is not to be read out. */
export function stateWord(snapshot: Snapshot): string {
  const { registration, gatewayInUse } = snapshot;
  const moving = registration.state === 'signing-in' || registration.state === 'reconnecting';
  if (moving && gatewayInUse === 'failing-over') return t('state_failing_over');
  if (moving && gatewayInUse === 'failing-back') return t('state_failing_back');
  switch (registration.state) {
    case 'ready':
      if (snapshot.settings.doNotDisturb) return t('state_do_not_disturb');
      if (forwardsAll(snapshot)) return t('state_forwarding', snapshot.settings.forwardTo);
      return gatewayInUse === 'secondary' ? t('state_ready_secondary') : t('state_ready');
    case 'signing-in':
      return t('state_signing_in');
    case 'reconnecting':
      return registration.retryAt === undefined ? t('state_reconnecting_now') : t('state_reconnecting');
    case 'refused':
      return t('state_refused');
    case 'signed-out':
      return snapshot.profiles.length === 0 ? t('state_no_profile') : t('state_signed_out');
  }
}

/** What else becomes of calls that the phone is ready for, so that nobody forgets it; '' where nothing does. */
export function forwardWords(snapshot: Snapshot): string {
  const { doNotDisturb, forwardWhen, forwardTo } = snapshot.settings;
  if (snapshot.registration.state !== 'ready' || doNotDisturb || !isForwarding(snapshot)) return '';
  if (forwardWhen === 'never' || forwardWhen === 'always') return '';
  return t(keyOf('forwarding', forwardWhen), forwardTo);
}

/** Whether calls are forwarded at all; one that could go nowhere rings. */
export function isForwarding({ settings, dialRules, identity, forwardingAllowed }: Snapshot): boolean {
  const self = { user: identity?.user ?? '', domains: identity ? [identity.gatewayHost] : [] };
  if (!forwardingAllowed || settings.forwardWhen === 'never') return false;
  return redirectTarget(settings.forwardTo, dialRules, self) !== undefined;
}

function forwardsAll(snapshot: Snapshot): boolean {
  return snapshot.settings.forwardWhen === 'always' && isForwarding(snapshot);
}

/** Whole seconds until a moment, 0 when it has passed. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}
