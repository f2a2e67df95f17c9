import type { RefusalReason } from '../domain/registration';

/** Milliseconds for the whole answer, and for Chrome to tell the error of a request that has failed. */
const patience = 4_000;
const errorPatience = 1_000;

/**
 * Why no WebSocket to the gateway could be opened. The WebSocket itself does not say. When an HTTP request
 * to the same port gets through, there is a server, but not one for SIP. Chrome tells apart the others only
 * to an extension that may watch this host's requests (`webRequest` and the host, both optional), and of our
 * own it shows that extension the HTTP request, not the WebSocket.
 */
export async function diagnose(url: string): Promise<RefusalReason> {
  const target = new URL(url.replace(/^ws/, 'http'));
  const watched = await watchErrors(target);
  try {
    await fetch(target, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(patience) });
    return 'not-sip-gateway';
  } catch {
    return reasonOf(await watched.error());
  } finally {
    watched.stop();
  }
}

/** What an error of Chrome's network stack says of a gateway. */
export function reasonOf(error: string | undefined): RefusalReason {
  if (error === undefined) return 'gateway-unreachable';
  if (/ERR_(CERT_|SSL_SERVER_CERT_)/.test(error)) return 'certificate-not-trusted';
  // Somebody is there, and speaks something else than TLS or HTTP.
  if (/ERR_(SSL_PROTOCOL_ERROR|EMPTY_RESPONSE|INVALID_HTTP_RESPONSE)/.test(error)) return 'not-sip-gateway';
  return 'gateway-unreachable';
}

interface WatchedErrors {
  /** What Chrome says of the request that has failed, which may be a moment after its failure. */
  error(): Promise<string | undefined>;
  stop(): void;
}

async function watchErrors(target: URL): Promise<WatchedErrors> {
  const origins = [`${target.protocol}//${target.hostname}/*`];
  const allowed = await chrome.permissions.contains({ permissions: ['webRequest'], origins });
  if (!allowed) return { error: async () => undefined, stop: () => {} };
  let tell: (error: string | undefined) => void = () => {};
  const told = new Promise<string | undefined>((resolve) => {
    tell = resolve;
  });
  const listener = (details: { url: string; error: string }) => {
    if (details.url === target.href) tell(details.error);
  };
  // The worker's own requests belong to no tab.
  const filter = { urls: origins, tabId: -1 };
  chrome.webRequest.onErrorOccurred.addListener(listener, filter);
  return {
    error: () => {
      setTimeout(() => tell(undefined), errorPatience);
      return told;
    },
    stop: () => chrome.webRequest.onErrorOccurred.removeListener(listener),
  };
}
