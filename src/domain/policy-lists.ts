import { type CallingClient, callingClients } from './calling-client';
import { excerpt } from './excerpt';
import { excludedPattern, sitePattern } from './site';

/** What an administrator says of calls asked for from outside of the phone; each is for people to see, not to change. */
export interface OutsidePolicy {
  /** `ClickToCallSites`, as patterns: numbers and links are looked for there. */
  sites: string[];
  /** `ClickToCallExcludedSites`, as patterns: never there. */
  excludedSites: string[];
  /** `AllowedClients`: who may place such calls; never empty. */
  allowedClients: CallingClient[];
}

interface PolicyList<Field extends keyof OutsidePolicy = keyof OutsidePolicy> {
  field: Field;
  read(entry: string): OutsidePolicy[Field][number] | undefined;
  expected: string;
}

const site = 'a site, such as "https://crm.example.com" or "*.example.com"';

/** The keys of `managed-schema.json` that are lists of strings. */
const LISTS: Record<string, PolicyList> = {
  ClickToCallSites: { field: 'sites', read: sitePattern, expected: site },
  ClickToCallExcludedSites: { field: 'excludedSites', read: excludedPattern, expected: site },
  AllowedClients: {
    field: 'allowedClients',
    read: (entry) => callingClients.find((client) => client === entry.trim().toLowerCase()),
    expected: callingClients.join(' or '),
  },
};

export const POLICY_LIST_KEYS = Object.keys(LISTS);

export function noOutsidePolicy(): OutsidePolicy {
  return { sites: [], excludedSites: [], allowedClients: ['ringtab'] };
}

/** Whether the key was one of these. A bad entry costs only itself; a list without a good one is as if it were not there. */
export function readPolicyList(
  key: string,
  value: unknown,
  policy: OutsidePolicy,
  problems: { key: string; expected: string }[],
): boolean {
  const list = Object.hasOwn(LISTS, key) ? LISTS[key] : undefined;
  if (!list) return false;
  if (!Array.isArray(value)) {
    problems.push({ key, expected: 'a list of strings' });
    return true;
  }
  const good = value.flatMap((entry, index) => {
    const read = typeof entry === 'string' ? list.read(excerpt(entry, 2_048)) : undefined;
    if (read === undefined) problems.push({ key: `${key}[${index}]`, expected: list.expected });
    return read === undefined ? [] : [read];
  });
  if (good.length > 0) Object.assign(policy, { [list.field]: [...new Set(good)] });
  return true;
}
