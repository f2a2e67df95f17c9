import type { Party } from '../domain/call-facts';
import { t } from './messages';

/** The person first: the name, or else the number, or why there is neither. */
export function partyTitle({ name, number, withheld }: Party): string {
  return name || number || t(withheld ? 'party_withheld' : 'notification_unknown_caller');
}

/** The number, where the title does not say it already. */
export function partyNumber(party: Party): string | undefined {
  return party.name && party.number && party.name !== party.number ? party.number : undefined;
}
