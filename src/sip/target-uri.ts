import { type URI, UserAgent } from 'sip.js';
import { PhoneError } from '../contract/phone-error';

/** Where an INVITE to a number, a user or a SIP URI goes. Throws PhoneError 'number-not-diallable'. */
export function targetUri(target: string, domain: string): URI {
  // '#' may not stand in a user part (RFC 3261 section 25.1); '*' and '+' may.
  const user = encodeURIComponent(target).replaceAll('%2B', '+');
  const uri = UserAgent.makeURI(/^sips?:/i.test(target) ? target : `sip:${user}@${domain}`);
  if (!uri) throw new PhoneError('number-not-diallable', 'no SIP address can be made of it');
  return uri;
}
