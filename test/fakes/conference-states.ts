import type { Page } from 'puppeteer-core';
import { press } from '../../scripts/screens';
import type { LiveCall } from '../../src/domain/call';
import type { Talking } from '../../src/domain/talking';
import type { ScreenState } from './screen-states';
import { inCall, longEntries, snapshotOf, talking } from './snapshots';

/** Several calls, held, swapped and joined. */
export function conferenceStates(now: number): ScreenState[] {
  const person = (id: string, name: string, number: string, change: Partial<Talking> = {}) =>
    talking(now, { id, party: { name, number }, ...change });
  const jonas = person('a', 'Jonas Becker', '+49 89 1234 5678');
  const reception = person('b', 'Reception', '200', { answeredAt: now - 97_000 });
  const lea = person('c', 'Léa Dubois-Lefebvre', '+33 1 45 55 12 34', { answeredAt: now - 31_000 });
  const unknown = person('d', '', '+1 303 555 1234', { answeredAt: now - 12_000 });
  const long = person('e', longEntries(now)[0]?.party.name ?? '', '205', { answeredAt: now - 700_000 });
  const [held, joined] = [{ held: true }, { joined: true }];
  const state = (name: string, calls: LiveCall[], steps?: (page: Page) => Promise<void>): ScreenState => ({
    name,
    screen: 'popup',
    snapshot: snapshotOf({ calls }),
    ...(steps && { steps }),
  });
  const more = (page: Page) => press(page, 'call_more');
  return [
    state('six-calls', [
      ...[jonas, reception, lea, unknown, long].map((call) => ({ ...call, ...held })),
      person('f', 'Amina Haddad', '+33 1 45 55 99 99'),
    ]),
    state('two-calls-more', [{ ...reception, ...held }, jonas], more),
    state('conference', [
      { ...jonas, ...joined },
      { ...reception, ...joined },
    ]),
    state(
      'conference-more',
      [
        { ...jonas, ...joined },
        { ...reception, ...joined },
        { ...lea, ...held },
      ],
      more,
    ),
    state('conference-of-five', [
      { ...jonas, ...joined, silenced: true },
      { ...reception, ...joined, heldByOther: true },
      { ...lea, ...joined, interrupted: true },
      { ...unknown, ...joined },
      { ...long, ...joined },
    ]),
    state('conference-muted-held', [
      { ...jonas, ...joined, ...held, muted: true },
      { ...reception, ...joined, ...held, muted: true },
    ]),
    state('conference-at-gateway', [
      person('g', 'Conference', 'ConfServer', {
        conference: true,
        people: [
          { uri: 'sip:205@example.com', number: '205', name: 'Jonas Becker' },
          { uri: 'sip:206@example.com', number: '206', name: '' },
          { uri: '', number: '207', name: longEntries(now)[0]?.party.name ?? '', callId: 'c' },
        ],
      }),
    ]),
    state('conference-beside-call', [
      { ...jonas, ...joined, ...held },
      { ...reception, ...joined, ...held },
      lea,
    ]),
    state('conference-incoming', [
      { ...jonas, ...joined },
      { ...long, ...joined },
      inCall(now, 'incoming', { party: { name: 'Reception', number: '200' } }),
    ]),
  ];
}
