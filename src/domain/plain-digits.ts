import { asciiText } from './ascii-text';

/** Only what is dialled of a number, for telling whether two texts are one number. */
export function plainDigits(number: string): string {
  return asciiText(number).replace(/[^0-9*#+]/g, '');
}
