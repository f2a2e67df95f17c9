/**
 * Sites where Ringtab may look for numbers, as Chrome's match patterns with every port and path:
 * `https://crm.example.com/*`, `https://*.example.com/*`.
 */
import { parseHost } from './host';

/** What a person types, or an administrator writes, as a pattern; without a scheme https. Undefined when it is no site. */
export function sitePattern(text: string): string | undefined {
  const parts = /^(?:(https?):\/\/)?(\*\.)?(\[[^\]]*\]|[^/?#:@*\s]+)(?::\d{1,5})?(?:[/?#].*)?$/i.exec(
    text.trim(),
  );
  if (!parts) return undefined;
  const [, scheme = 'https', wildcard = '', written = ''] = parts;
  const host = asciiHost(written);
  // Chrome has no pattern for "everything below a top-level domain" that a person would mean.
  if (host === undefined || (wildcard !== '' && !/[^.]\.[a-z]/i.test(host))) return undefined;
  return `${scheme.toLowerCase()}://${wildcard}${host}/*`;
}

/** The hosts of a pattern, as they are shown: `crm.example.com`, `*.example.com`, `http://intranet`. */
export function siteName(pattern: string): string {
  return pattern.replace(/^(?:https|\*):\/\//, '').replace(/\/\*$/, '');
}

/** Excluded hosts count for http and https: `*://*.example.com/*` for `*.example.com`. */
export function excludedPattern(text: string): string | undefined {
  return sitePattern(text)?.replace(/^https?:/, '*:');
}

/** Whether an origin (`https://host:port`) lies in a pattern; `*.` means the host itself and all below it. */
export function matchesSite(pattern: string, origin: string): boolean {
  const wanted = /^(https?|\*):\/\/(\*\.)?(.+)\/\*$/.exec(pattern);
  const given = /^(https?):\/\/(\[[^\]]*\]|[^/:]+)(?::\d+)?\/?$/.exec(origin);
  if (!wanted || !given) return false;
  const [, scheme, wildcard, host = ''] = wanted;
  const [, givenScheme, givenHost = ''] = given;
  if (scheme !== '*' && scheme !== givenScheme) return false;
  return givenHost === host || (wildcard !== undefined && givenHost.endsWith(`.${host}`));
}

/** Chrome knows hosts in ASCII; whoever writes one otherwise is told so by its absence from the list. */
function asciiHost(text: string): string | undefined {
  const host = parseHost(text);
  return host !== undefined && /^[!-~]+$/.test(host) ? host : undefined;
}
