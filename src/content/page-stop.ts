import type { PageDialKind } from '../contract/page-dial';
import { matchesSite } from '../domain/site';

/**
 * Whether this message ends the finder of that kind in pages of this origin. By hand instead of by schema: it is heard
 * in every frame of every allowed page, only the extension itself can send it, and the worst it does is nothing.
 */
export function isStopped(message: unknown, kind: PageDialKind, origin: string): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { to, stop, site } = message as Record<string, unknown>;
  return to === 'content' && stop === kind && typeof site === 'string' && matchesSite(site, origin);
}
