import type { JsonMember, JsonNode, ObjectNode } from './json-node';
import { matchListKey, matchSettingKey } from './profile-key-match';
import { PROFILES_KEY, SETTINGS_FILES_KEY } from './profile-keys';
import type { Report } from './profile-problem';

type ListKey = typeof PROFILES_KEY | typeof SETTINGS_FILES_KEY;

/** What stands where profiles and settings files belong, each in the order of the text. */
export interface FoundEntries {
  profiles: JsonNode[];
  settingsFiles: JsonNode[];
}

/** What is no object has been reported, but is among the entries: a mistake may stand in it. */
export function findEntries(root: JsonNode, report: Report): FoundEntries {
  if (root.kind === 'array') return { profiles: entriesOf(root, report), settingsFiles: [] };
  if (root.kind === 'object') {
    const lists = findLists(root, report);
    if (lists.size > 0) {
      const entries = (key: ListKey) => {
        const list = lists.get(key);
        return list ? entriesOf(list, report) : [];
      };
      return { profiles: entries(PROFILES_KEY), settingsFiles: entries(SETTINGS_FILES_KEY) };
    }
    if (root.members.some((member) => 'key' in matchSettingKey(member.key))) {
      return { profiles: [root], settingsFiles: [] };
    }
  }
  if (root.kind !== 'damaged') {
    report('profiles-missing', root.at, root.path, { expected: `{"${PROFILES_KEY}": [{…}]}` });
  }
  return { profiles: [], settingsFiles: [] };
}

/** The lists by key; of several for one key, the last that is spelt right counts, as in JSON. */
function findLists(root: ObjectNode, report: Report): Map<ListKey, JsonNode> {
  const known = root.members.flatMap((member) => {
    const match = matchListKey(member.key);
    return match.kind === 'unknown' ? [] : [{ member, ...match }];
  });
  const chosen = new Map<ListKey, JsonMember>();
  for (const { member, key, kind } of known) {
    if (kind === 'exact' || chosen.get(key)?.key !== key) chosen.set(key, member);
  }
  const isChosen = (member: JsonMember) => [...chosen.values()].includes(member);
  for (const { member, key, kind } of known) {
    if (kind !== 'exact' && isChosen(member)) {
      const details = { found: member.key, expected: key, costs: 'nothing' } as const;
      report(`key-${kind}`, member.keyAt, member.value.path, details);
    }
  }
  if (chosen.size > 0) {
    const spelt = new Set([...chosen.values()].map((member) => member.key));
    for (const { key, keyAt, value } of root.members) {
      if (!spelt.has(key)) report('key-unknown', keyAt, value.path, { found: key });
    }
  }
  return new Map([...chosen].map(([key, { value }]) => [key, value]));
}

function entriesOf(list: JsonNode, report: Report): JsonNode[] {
  if (list.kind === 'object') {
    report('profiles-not-a-list', list.at, list.path, { expected: '[{…}]', found: '{…}' });
    return [list];
  }
  if (list.kind !== 'array') {
    if (list.kind !== 'damaged') report('profiles-missing', list.at, list.path, { expected: '[{…}]' });
    return [];
  }
  if (list.items.length === 0) {
    report('profiles-empty', list.at, list.path, { expected: '[{…}]', found: '[]' });
  }
  for (const item of list.items) {
    if (item.kind !== 'object' && item.kind !== 'damaged') {
      report('profile-not-an-object', item.at, item.path, { expected: '{…}' });
    }
  }
  return list.items;
}
