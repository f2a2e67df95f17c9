import { parseHost } from './host';

/** Where a company that gives its people their profile by e-mail address puts it (RFC 8615: under `.well-known`). */
export const PROFILE_PATH = '/.well-known/ringtab-profile.json';

const LONGEST = 320;
const ADDRESS = /^(?:[^\s@"<>]{1,64}|"[^"\r\n]{1,62}")@([^\s@]+)$/;

export interface ProfileAddress {
  /** Where the profile is asked for. */
  url: string;
  /** The match pattern of the host permission that asking needs. */
  origin: string;
  /** The company's domain: what comes after the @, in lower case. */
  domain: string;
}

/**
 * Where to ask for the profile of whoever has this e-mail address; undefined when it is none. Also takes
 * `mailto:name@company.com` and `Name <name@company.com>`, as they are copied.
 */
export function profileAddressOfEmail(email: string): ProfileAddress | undefined {
  if (email.length > LONGEST) return undefined;
  const bare = /<([^<>]*)>\s*$/.exec(email)?.[1] ?? email.trim().replace(/^mailto:/i, '');
  const domain = parseHost(ADDRESS.exec(bare)?.[1] ?? '');
  // An IP address, or a name without a dot, is nobody's company.
  if (domain === undefined || !/\.[^.]*[^\d.][^.]*$/.test(domain)) return undefined;
  return { url: `https://${domain}${PROFILE_PATH}`, origin: `https://${domain}/*`, domain };
}
