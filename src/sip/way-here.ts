/** Over whom a call came: History-Info (RFC 7044) or, where a gateway does not know that, Diversion (RFC 5806). */
import type { CallFacts, Party } from '../domain/call-facts';
import { type NameAddr, parseNameAddrs } from './name-addr';

/** More is a loop. */
const mostHops = 20;

/**
 * Who sent the call here, and whom the caller wanted to reach where that was somebody else.
 *
 * @param historyInfo all values of that header, and of Diversion, in their order
 */
export function wayHere(
  historyInfo: readonly string[],
  diversion: readonly string[],
): Pick<CallFacts, 'divertedBy' | 'calledFirst'> {
  const history = divertersOfHistory(parseNameAddrs(historyInfo).slice(0, mostHops));
  const diverters = history.length > 0 ? history : divertersOf(parseNameAddrs(diversion).slice(0, mostHops));
  const last = diverters.at(-1);
  const first = diverters[0];
  if (!last || !first) return {};
  return { divertedBy: last, ...(!isSame(first, last) && { calledFirst: first }) };
}

/** The numbers of all who have sent a call on before it came here, those too who are not to be shown. */
export function sentOnBy(historyInfo: readonly string[], diversion: readonly string[]): string[] {
  const history = divertedHops(parseNameAddrs(historyInfo).slice(0, mostHops));
  const all = [...history, ...parseNameAddrs(diversion).slice(0, mostHops)];
  return all.map(({ party }) => party.number).filter((number) => number !== '');
}

/** The index of the entry that stands for the call as it came here (RFC 7044); undefined where there is none. */
export function lastIndex(historyInfo: readonly string[]): string | undefined {
  const last = inOrder(parseNameAddrs(historyInfo)).at(-1);
  const index = last ? indexOf(last.parameters) : [];
  return index.length > 0 ? index.join('.') : undefined;
}

/** The topmost is the last to have diverted (RFC 5806 section 5.3). */
function divertersOf(diversions: NameAddr[]): Party[] {
  return diversions
    .filter(({ parameters }) => !/;\s*privacy\s*=\s*"?(full|uri|name)\b/i.test(parameters))
    .map(({ party }) => party)
    .filter(isKnown)
    .reverse();
}

/**
 * Everybody whom the call was for before it was sent on. That a number was translated, or its phone was found, is no
 * diversion: that is where a target was mapped to another one (`mp`), or where it is said why (RFC 3326, RFC 4458).
 */
function divertersOfHistory(entries: NameAddr[]): Party[] {
  return divertedHops(entries)
    .filter(({ uri }) => !/[?&]privacy=[^&]*history/i.test(uri))
    .map(({ party }) => party)
    .filter(isKnown);
}

function divertedHops(entries: NameAddr[]): NameAddr[] {
  const hops = inOrder(entries);
  return hops.filter((hop, at) => {
    const next = hops[at + 1];
    return next && !isSame(hop.party, next.party) && isDiverted(hop, next);
  });
}

function isDiverted(hop: NameAddr, next: NameAddr): boolean {
  return /[?&]reason=/i.test(hop.uri) || /;cause=\d/i.test(next.uri) || /;\s*mp\s*=/i.test(next.parameters);
}

/** By their index, `1.2` before `1.10`; as they stand where there is none. */
function inOrder(entries: NameAddr[]): NameAddr[] {
  const hops = entries.map((entry) => ({ entry, index: indexOf(entry.parameters) }));
  return hops.toSorted((a, b) => compare(a.index, b.index)).map(({ entry }) => entry);
}

function indexOf(parameters: string): number[] {
  const [, index = ''] = /;\s*index\s*=\s*([\d.]+)/i.exec(parameters) ?? [];
  return index.split('.').filter(Boolean).map(Number);
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  if (at < 0) return a.length - b.length;
  return (a[at] ?? 0) - (b[at] ?? -1);
}

function isKnown({ number, name }: Party): boolean {
  return number !== '' || name !== '';
}

function isSame(a: Party, b: Party): boolean {
  return a.number === b.number && (a.number !== '' || a.name === b.name);
}
