import type { PageDialKind, pageDialLimit, pageDialMessage } from '../contract/page-dial';
import type { PageLifetime } from './page-lifetime';

// Only the types of the contract: what checks messages has no place in every page.
const longest: typeof pageDialLimit = 256;

/**
 * Has the worker open Ringtab's own confirmation window.
 * @returns false when nothing can be sent: too long for a number, or the extension is gone
 */
export function sendDial(number: string, kind: PageDialKind, lifetime: PageLifetime): boolean {
  if (number.length > longest || !lifetime.lasts) return false;
  const message: ReturnType<typeof pageDialMessage> = { to: 'background', dial: { number, kind } };
  // Nobody in the page could do anything about a worker that does not answer.
  chrome.runtime.sendMessage(message).catch(() => undefined);
  return true;
}
