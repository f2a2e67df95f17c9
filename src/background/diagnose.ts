import type { RefusalReason } from '../domain/registration';

const patience = 4_000;

/**
 * Why no WebSocket to the gateway could be opened. The WebSocket itself does not say. When an HTTP request
 * to the same port gets through, there is a server, but not one for SIP. Chrome tells apart the others only
 * to an extension that may watch this host's requests (`webRequest` and the host, both optional).
 */
export async function diagnose(url: string): Promise<RefusalReason> {
  const target = new URL(url.replace(/^ws/, 'http'));
  const watched = await watchErrors(target);
  try {
    await fetch(target, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(patience) });
    return 'not-sip-gateway';
  } catch {
    const error = watched.error();
    if (error === undefined) return 'gateway-unreachable';
    return /ERR_(CERT|SSL)_/.test(error) ? 'certificate-not-trusted' : 'gateway-unreachable';
  } finally {
    watched.stop();
  }
}

async function watchErrors(target: URL): Promise<{ error(): string | undefined; stop(): void }> {
  const origins = [`${target.protocol}//${target.hostname}/*`];
  const allowed = await chrome.permissions.contains({ permissions: ['webRequest'], origins });
  if (!allowed) return { error: () => undefined, stop: () => {} };
  let error: string | undefined;
  const listener = (details: { error: string }) => {
    error = details.error;
  };
  chrome.webRequest.onErrorOccurred.addListener(listener, { urls: origins });
  return { error: () => error, stop: () => chrome.webRequest.onErrorOccurred.removeListener(listener) };
}
