/**
 * Why a call ended. Each has a sentence in `_locales` (`end_<reason>`), which says what to do where
 * something can be done.
 */
export const endReasons = [
  'hung-up', // by us
  'other-hung-up',
  'gone-elsewhere', // another device of the user has brought it over
  'transferred', // by us, to somebody else
  'cancelled', // by us, before an answer
  'put-through', // by us, before an answer: the other side of another call of ours calls there
  'caller-gave-up', // incoming, not answered
  'declined', // by us
  'do-not-disturb', // turned away by itself
  'forwarded', // by itself, to another number
  'declined-by-other',
  'answered-elsewhere',
  'busy',
  'no-such-number',
  'unavailable',
  'no-answer',
  'not-allowed',
  'password-not-given', // to whoever asked for it
  'not-encrypted', // by the other side, so not taken
  'media-not-agreed',
  'gateway-failed',
  'gateway-unavailable',
  'gateway-silent',
  'network-lost', // before it was answered
  'not-restored', // the gateway stayed away too long
  'other-silent', // the far end gave no sign of itself any more
  'call-gone', // the far end knew nothing of it any more
  'media-failed',
  'microphone-denied',
  'microphone-missing',
  'microphone-failed',
  'phone-restarted',
  'interrupted', // Chrome was closed, or crashed
  'not-picked-up', // somebody else has answered it, or it is over
  'phone-busy', // the user's other phone, which the call was to be talked on
  'phone-no-answer',
  'phone-not-reached',
  'not-fetched', // from another device
  'not-taken-up', // after the loss of the gateway, or an interruption
  'other',
] as const;

export type EndReason = (typeof endReasons)[number];

/** Why the far end or the gateway ended an outgoing call with this final SIP status (RFC 3261 section 21). */
export function endReasonOfStatus(status: number): EndReason {
  switch (status) {
    case 486:
    case 600:
      return 'busy';
    case 404:
    case 410:
    case 484:
    case 485:
    case 604:
      return 'no-such-number';
    case 480:
      return 'unavailable';
    case 408:
      return 'no-answer';
    case 487:
      return 'cancelled';
    case 603:
    case 607:
      return 'declined-by-other';
    case 401:
    case 403:
    case 407:
      return 'not-allowed';
    case 415:
    case 488:
    case 606:
      return 'media-not-agreed';
    case 503:
      return 'gateway-unavailable';
    default:
      return status >= 500 && status < 600 ? 'gateway-failed' : 'other';
  }
}
