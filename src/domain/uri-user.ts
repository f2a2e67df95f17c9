import { excerpt } from './excerpt';

/** Characters of a number or a name; more is no help to anybody. */
const longest = 120;

/**
 * Who a sip: or tel: URI names: its user part or telephone number, percent-decoded (RFC 3261 section 19.1.2), without
 * password and parameters, as it may be shown and compared. '' where it names nobody, or is another kind of URI.
 */
export function uriUser(uri: string): string {
  const [, sip, tel] = /^\s*(?:sips?:([^@<>]*)@|tel:([^@<>?]*))/i.exec(uri) ?? [];
  return showable(decoded((sip ?? tel ?? '').split(/[;:]/, 1)[0] ?? ''));
}

/** A SIP URI as a Refer-To can carry it, without parameters and headers; '' where it is none. */
export function bareSipUri(uri: string): string {
  return /^sips?:[^\s<>"?;,]+/i.exec(uri)?.[0] ?? '';
}

/** Nothing that has no shape, and nothing that turns the writing around: who calls must not be able to look like another. */
export function showable(text: string): string {
  return excerpt(
    text.replace(/[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\s]+/gu, ' ').trim(),
    longest,
  );
}

/** What is no percent-encoding stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
