import { type FetchFailure, type FetchFailureCode, isFetchFailure } from '../domain/profile-source';
import type { Logger } from '../log/logger';

/** Characters, of a profile or of a settings file. */
export const longestText = 1_000_000;
/** Characters, of a company's directory: some hundred thousand entries. */
const longestDirectory = 30_000_000;

/** Milliseconds for the whole answer, and for finding out why there was none. */
const patience = 15_000;
const probePatience = 4_000;

/** What an administrator can do about what Chrome does not tell. */
const advices: Partial<Record<FetchFailureCode, string>> = {
  'address-invalid': 'it is written as https://host/path, without a user or password',
  'permission-needed':
    'it answers, perhaps with an error such as 404, but without Access-Control-Allow-Origin, and the user has not allowed this host: send that header with every answer',
  redirected: 'it leads to another host, or to one that does not send Access-Control-Allow-Origin',
  unreachable:
    'no connection, or a certificate that Chrome does not trust, as an expired one: opened in a tab, the address tells which',
};

/** What is expected at an address: only a settings file may come over http, as the gateways' own do. */
export type TextKind = 'profile' | 'settings-file' | 'directory';

export interface FetchedText {
  text: string;
  /** Where redirects have led. */
  url: string;
}

/** Fetches a text. Never rejects; when the signal aborts, the address is 'unreachable'. */
export type FetchText = (
  url: string,
  kind: TextKind,
  signal: AbortSignal,
) => Promise<FetchedText | FetchFailure>;

export interface FetcherOptions {
  fetch(url: URL, init: RequestInit): Promise<Response>;
  /** Has Chrome given the permission for this match pattern? */
  permitted(origin: string): Promise<boolean>;
  log: Logger;
}

/** Host and path of an address: its query, and a user in it, may hold a token. */
export function shownUrl(address: string): string {
  const url = parseUrl(address);
  if (url) return `${url.protocol}//${url.host}${url.pathname}`;
  return address.replace(/[?#].*$/s, '').replace(/[^/\s]*@/g, '…@');
}

export function createFetcher(options: FetcherOptions): FetchText {
  return async (address, kind, signal) => {
    const fetched = await fetchText(options, address, kind, signal);
    const shown = shownUrl(address);
    if (isFetchFailure(fetched)) {
      const { code, status } = fetched;
      const why = [code, ...(status === undefined ? [] : [status])].join(' ');
      const advice = advices[code];
      options.log.warn(`${shown} cannot be used: ${why}${advice ? ` (${advice})` : ''}`);
    } else options.log.info(`${shown} fetched, ${fetched.text.length} characters`);
    return fetched;
  };
}

async function fetchText(
  options: FetcherOptions,
  address: string,
  kind: TextKind,
  signal: AbortSignal,
): Promise<FetchedText | FetchFailure> {
  const fail = (code: FetchFailureCode, status?: number): FetchFailure => ({
    code,
    url: shownUrl(address),
    ...(status !== undefined && { status }),
  });
  const url = parseUrl(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return fail('address-invalid');
  if (kind !== 'settings-file' && url.protocol !== 'https:') return fail('not-https');
  let response: Response;
  try {
    response = await options.fetch(url, {
      credentials: 'omit',
      // Asks the server with the ETag of what was kept, and needs no permission for a header of our own.
      cache: 'no-cache',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
  } catch {
    return fail(await whyNoAnswer(options, url, signal));
  }
  const { status } = response;
  if (!response.ok) {
    drop(response);
    return fail(refusal(status, kind), status);
  }
  const place = new URL(response.url || url.href);
  const astray = kind === 'settings-file' ? undefined : straying(url, place);
  if (astray) {
    drop(response);
    return fail(astray, status);
  }
  const read = await readText(response, kind === 'directory' ? longestDirectory : longestText);
  return 'text' in read ? { text: read.text, url: place.href } : fail(read.code, status);
}

/**
 * Why a profile is not taken from where redirects have led. `fetch` tells only their end: one over http on the
 * way, and whoever is in the network, could have led anywhere, but not to this company's own servers.
 */
export function straying(asked: URL, place: URL): FetchFailureCode | undefined {
  if (place.protocol !== 'https:') return 'not-https';
  const owner = asked.hostname.replace(/^www\./, '');
  const isOwn = place.hostname === owner || place.hostname.endsWith(`.${owner}`);
  return isOwn ? undefined : 'redirected';
}

function refusal(status: number, kind: TextKind): FetchFailureCode {
  if (status === 404 || status === 410) return 'not-found';
  if (status >= 500) return 'gateway-error';
  return kind === 'settings-file' ? 'settings-file-refused' : 'refused';
}

/**
 * `fetch` tells no reason. An answer that Ringtab may not read still comes to a request that asks for nothing
 * readable: then it is the permission that is missing, here or where a redirect leads.
 */
async function whyNoAnswer(
  { fetch, permitted }: FetcherOptions,
  url: URL,
  signal: AbortSignal,
): Promise<FetchFailureCode> {
  if (signal.aborted) return 'unreachable';
  try {
    const init: RequestInit = { mode: 'no-cors', credentials: 'omit', cache: 'no-store' };
    drop(
      await fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(probePatience)]) }),
    );
  } catch {
    return 'unreachable';
  }
  // A match pattern has no port.
  return (await permitted(`${url.protocol}//${url.hostname}/*`)) ? 'redirected' : 'permission-needed';
}

/** Piece by piece: a server that never ends must not fill the memory. */
async function readText(
  response: Response,
  longest: number,
): Promise<{ text: string } | { code: FetchFailureCode }> {
  const reader = response.body?.getReader();
  if (!reader) return { text: '' };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for (;;) {
    const piece = await reader.read().catch(() => undefined);
    if (!piece) return { code: 'unreachable' };
    const decoded = decode(decoder, piece.value);
    if (decoded === undefined) {
      void reader.cancel().catch(() => undefined);
      return { code: 'not-text' };
    }
    text += decoded;
    if (text.length > longest) {
      void reader.cancel().catch(() => undefined);
      return { code: longest > longestText ? 'directory-too-long' : 'too-long' };
    }
    if (piece.done) return { text };
  }
}

/** Undefined when these bytes are no UTF-8. */
function decode(decoder: TextDecoder, bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    return undefined;
  }
}

function drop(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}

function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
