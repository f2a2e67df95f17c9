import type { JsonNode, ObjectNode } from './json-node';
import { matchSettingKey, matchWrapperKey } from './profile-key-match';
import { WRAPPER_KEY } from './profile-keys';
import type { Report } from './profile-problem';

/** What stands where profiles belong, in the order of the text; what is no object has been reported. */
export function findEntries(root: JsonNode, report: Report): JsonNode[] {
  if (root.kind === 'array') return entriesOf(root, report);
  if (root.kind === 'object') {
    const wrapped = findWrapped(root, report);
    if (wrapped) return entriesOf(wrapped, report);
    if (root.members.some((member) => 'key' in matchSettingKey(member.key))) return [root];
  }
  if (root.kind !== 'damaged') {
    report('profiles-missing', root.at, root.path, { expected: `{"${WRAPPER_KEY}": [{…}]}` });
  }
  return [];
}

function findWrapped(root: ObjectNode, report: Report): JsonNode | undefined {
  const wrappers = root.members.map((member) => ({ member, match: matchWrapperKey(member.key) }));
  const chosen =
    wrappers.findLast(({ match }) => match.kind === 'exact') ??
    wrappers.findLast(({ match }) => match.kind !== 'unknown');
  if (!chosen) return undefined;
  if (chosen.match.kind !== 'exact' && chosen.match.kind !== 'unknown') {
    const { key, keyAt, value } = chosen.member;
    report(`key-${chosen.match.kind}`, keyAt, value.path, { found: key, expected: WRAPPER_KEY });
  }
  for (const { member } of wrappers) {
    if (member.key !== chosen.member.key) {
      report('key-unknown', member.keyAt, member.value.path, { found: member.key });
    }
  }
  return chosen.member.value;
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
  if (list.items.length === 0)
    report('profiles-empty', list.at, list.path, { expected: '[{…}]', found: '[]' });
  for (const item of list.items) {
    if (item.kind !== 'object' && item.kind !== 'damaged') {
      report('profile-not-an-object', item.at, item.path, { expected: '{…}' });
    }
  }
  return list.items;
}
