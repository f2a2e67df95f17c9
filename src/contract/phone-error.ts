/**
 * What an edge throws. Only the code and a message for the log cross contexts; the user's sentence is
 * `error_<code>` in `_locales` (hyphens as underscores) and says what to do next.
 */
export const phoneErrorCodes = [
  'not-signed-in',
  'gateway-not-ready',
  'no-such-profile',
  'address-not-usable',
  'profile-too-long',
  'set-by-policy',
  'no-such-call',
  'not-possible-now',
  'no-number',
  'number-not-diallable',
  'no-voicemail-number',
  'nothing-to-pick-up',
  'phone-not-usable',
  'answer-at-phone',
  'nothing-to-fetch',
  'participant-not-removed',
  'microphone-denied',
  'microphone-missing',
  'microphone-failed',
  'media-failed',
  'log-download-off',
  'no-such-contact',
  'contact-read-only',
  'identity-missing',
  'contact-empty',
  'contact-too-long',
  'contact-email-not-usable',
  'contact-number-not-usable',
  'storage-failed',
  'not-allowed',
  'unexpected',
] as const;

export type PhoneErrorCode = (typeof phoneErrorCodes)[number];

export class PhoneError extends Error {
  constructor(
    readonly code: PhoneErrorCode,
    message: string = code,
  ) {
    super(message);
    this.name = 'PhoneError';
  }
}

/** Any thrown value as a `PhoneError`; what is not one already becomes 'unexpected'. */
export function toPhoneError(thrown: unknown): PhoneError {
  if (thrown instanceof PhoneError) return thrown;
  return new PhoneError('unexpected', thrown instanceof Error ? thrown.message : String(thrown));
}
