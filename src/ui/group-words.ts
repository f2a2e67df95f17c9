import type { LiveCall } from '../domain/call';
import { shownParty } from '../domain/shown-party';
import { t } from './messages';
import { partyTitle } from './party';

export function namesOf(calls: readonly LiveCall[]): string {
  return calls.map((call) => partyTitle(shownParty(call))).join(', ');
}

export function conferenceTitle(calls: readonly LiveCall[]): string {
  return t('conference_with', namesOf(calls));
}
