/** What was done to ask for a call from outside of the phone. */
export type DialSource =
  /** A link in a page was clicked. */
  | 'link'
  /** A number in a page's text was clicked. */
  | 'number'
  /** "Call … with Ringtab" in Chrome's own menu. */
  | 'menu'
  /** The address bar. */
  | 'address-bar';

/** Where it was done, as Chrome says. Origins are in ASCII: an international name shows its punycode. */
export interface DialSite {
  /** `https://crm.example.com` */
  origin: string;
  /** Of the page around it, where that is another site; `unknown` where Chrome does not tell. */
  around?: string;
}

/** A call that somebody has asked for, and that nobody has confirmed yet. */
export interface DialRequest {
  id: string;
  /** As it stood there: the link's address, or the text. */
  written: string;
  /** What of it is to be dialled, by the rules. */
  number: string;
  source: DialSource;
  site?: DialSite;
  /** Of the contacts whose number it is, once the directory has been asked. */
  names?: string[];
}

/**
 * What of a link's address or a text may be dialled. A page could hide in a SIP address what the INVITE is to carry
 * (RFC 3261 section 19.1.1): headers and parameters are left out, as section 19.1.5 advises.
 */
export function requestedNumber(written: string): string {
  const text = written.trim();
  // What stands before the @ may have a semicolon itself: sip:+1-212-555-1212;ext=5@example.com (section 19.1.2).
  const [sip] = /^sips?:(?:[^@?]*@)?[^;?]*/i.exec(text) ?? [];
  if (sip !== undefined) return sip;
  // NetMeeting's way to say what is called: callto:5551234+type=phone.
  return /^(?:tel|callto):/i.test(text) ? text.replace(/(?:\?|\+type=).*$/is, '') : text;
}

/** The origin of an address of the web; undefined for any other. */
export function webOrigin(url: string | undefined): string | undefined {
  return /^https?:\/\/[!-~]+?(?=[/?#]|$)/i.exec(url ?? '')?.[0].toLowerCase();
}

const longestOrigin = 60;

/** `https` goes without saying; what is not encrypted is said. */
export function shownOrigin(origin: string): string {
  const shown = origin.replace(/^https:\/\//, '');
  // The end of a host says whose it is: whoever makes it long gains nothing.
  return shown.length > longestOrigin ? `…${shown.slice(-longestOrigin)}` : shown;
}

export const unknownSite = 'unknown';
