/** Milliseconds; the worker dies 30 s after the last call of an extension API. */
const period = 20_000;

/** Has Chrome leave the worker alive until what this returns is called. */
export function keepAwake(): () => void {
  const timer = setInterval(() => void chrome.runtime.getPlatformInfo(), period);
  return () => clearInterval(timer);
}
