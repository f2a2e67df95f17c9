import { type URI, UserAgent } from 'sip.js';
import { PhoneError } from '../contract/phone-error';

/**
 * Where an INVITE to a number, a user or a SIP URI goes. Headers and a method that the URI wants are not for its
 * Request-URI, and whoever follows a link has not asked for them (RFC 3261 sections 19.1.1 and 19.1.5). Throws PhoneError
 * 'number-not-diallable'.
 */
export function targetUri(target: string, domain: string): URI {
  // '#' may not stand in a user part (RFC 3261 section 25.1); '*' and '+' may.
  const user = encodeURIComponent(target).replaceAll('%2B', '+');
  const uri = UserAgent.makeURI(/^sips?:/i.test(target) ? target : `sip:${user}@${domain}`);
  if (!uri) throw new PhoneError('number-not-diallable', 'no SIP address can be made of it');
  uri.clearHeaders();
  uri.deleteParam('method');
  return uri;
}
