import type { Party } from '../domain/call';
import { t } from './messages';

/** The person first: the name, or else the number, or that it is not known. */
export function partyTitle(party: Party): string {
  return party.name || party.number || t('notification_unknown_caller');
}

/** The number, where the title does not say it already. */
export function partyNumber(party: Party): string | undefined {
  return party.name && party.number && party.name !== party.number ? party.number : undefined;
}
