/** The permission to read what a host's web server says, which Chrome gives for one host at a time. */

/** The match pattern of an address's host, with all its ports; undefined where there is no web host. */
export function hostPattern(url: string): string | undefined {
  const parsed = parse(url);
  // Settings files of gateways come over http as well.
  return parsed && /^https?:$/.test(parsed.protocol) ? `${parsed.protocol}//${parsed.hostname}/*` : undefined;
}

/** An address's host as a person knows it, with its port where that is odd; the address itself when it is none. */
export function hostOf(url: string): string {
  return parse(url)?.host || url;
}

/**
 * Has Chrome ask, unless the permission is there. To be called first thing in a click handler: Chrome takes
 * it from nowhere else.
 *
 * @param origin a match pattern
 * @returns whether the permission is there now
 */
export async function requestHost(origin: string): Promise<boolean> {
  try {
    return await chrome.permissions.request({ origins: [origin] });
  } catch {
    // A policy keeps this host from extensions.
    return false;
  }
}

/** @param origin a match pattern */
export function hasHost(origin: string): Promise<boolean> {
  return chrome.permissions.contains({ origins: [origin] });
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
