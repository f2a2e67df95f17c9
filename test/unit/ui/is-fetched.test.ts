import type { ProfileSource } from '../../../src/domain/profile-source';
import { isFetched } from '../../../src/ui/is-fetched';

const source = (more: Partial<ProfileSource>): ProfileSource => ({
  kind: 'text',
  receivedAt: 0,
  problems: [],
  ...more,
});
const failure = { code: 'unreachable', url: 'https://pbx.example/46xxsettings.txt', at: 0 } as const;

it.each<[string, Partial<ProfileSource>, boolean]>([
  ['a text', {}, false],
  ['a policy with the profile in it', { kind: 'policy' }, false],
  ['an address', { kind: 'address', url: 'https://company.example/p' }, true],
  ['a text whose settings files have been read', { checkedAt: 1 }, true],
  ['a text whose settings files have not all been had', { failure }, true],
])('%s can be fetched again, or not', (_name, more, can) => expect(isFetched(source(more))).toBe(can));
