import { PhoneError } from '../contract/phone-error';

/** Tones as RTCDTMFSender takes them; spaces, brackets and hyphens of a written number do not sound. */
export function cleanTones(tones: string): string {
  const cleaned = tones.replace(/[\s().-]/g, '').toUpperCase();
  if (!/^[0-9A-D#*,]*$/.test(cleaned)) throw new PhoneError('not-possible-now', 'there is no such tone');
  return cleaned;
}
