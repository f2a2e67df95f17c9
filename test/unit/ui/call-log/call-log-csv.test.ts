import { parse } from 'papaparse';
import { withSample } from '../../../../src/domain/call-quality';
import { csvHead, csvLines, separatorOf } from '../../../../src/ui/call-log/call-log-csv';
import { loggedCall } from '../../../fakes/call-log-entries';

const chromeBefore = globalThis.chrome;
const speak = (language: string) => {
  const getMessage = (key: string) => key;
  Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: () => language } } });
};
afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

describe('the calls as CSV', () => {
  it.each([
    ['en', ','],
    ['en-GB', ','],
    ['fr', ';'],
    ['fr-CA', ';'],
    ['de', ';'],
    ['ja', ','],
  ])('are parted as a spreadsheet in %s expects it: %s', (language, separator) => {
    speak(language);
    expect(separatorOf(language)).toBe(separator);
    expect(csvHead().startsWith(`\uFEFFcsv_date${separator}csv_time${separator}`)).toBe(true);
  });

  it('have a column for everything that is known, and as many cells in each line', () => {
    speak('fr');
    const startedAt = new Date(2026, 10, 5, 9, 3, 7).getTime();
    const call = loggedCall(1, {
      startedAt,
      party: { name: 'Léa; "D"', number: '205' },
      contacts: [
        { id: 'o0-1', name: 'Léa Dubois' },
        { id: 'o0-2', name: 'Reception' },
      ],
      called: '9205',
      dialRule: 'N4',
      divertedBy: { name: '', number: '500' },
      transferredBy: { name: 'Reception', number: '9' },
      transferredTo: { name: 'Anna', number: '207' },
      answeredAt: startedAt + 5_000,
      endedAt: startedAt + 65_000,
      reason: 'hung-up',
      quality: withSample(undefined, {
        seconds: 5,
        codec: 'opus',
        roundTrip: 80.4,
        receiving: { packets: 250, lost: 15, jitter: 4.5 },
        sending: { packets: 250, lost: 1 },
      }),
    });
    const { data } = parse<string[]>((csvHead() + csvLines([call])).slice(1).trimEnd(), { delimiter: ';' });
    const [head = [], line = []] = data;
    expect(Object.fromEntries(head.map((title, place) => [title, line[place]]))).toEqual({
      csv_date: '2026-11-05',
      csv_time: '09:03:07',
      detail_direction: 'direction_outgoing',
      csv_name: 'Léa; "D"',
      csv_contact: 'Léa Dubois, Reception',
      detail_number: '205',
      csv_called: '9205',
      detail_rule: 'N4',
      csv_outcome: 'csv_outcome_answered',
      csv_reason: 'end_hung_up',
      csv_ring_seconds: '5',
      csv_talk_seconds: '60',
      detail_sound: 'sound_bad',
      // 40,2 + 2 x 4,5 + 20 + 6,5 ms and 6 %: R = 55,7582.
      csv_score: '2,88',
      csv_worst_score: '2,88',
      csv_lost_heard: '6',
      csv_lost_said: '0,4',
      csv_jitter: '4,5',
      csv_round_trip: '80,4',
      sound_codec: 'Opus',
      detail_diverted_by: '500',
      detail_transferred_by: 'Reception',
      detail_transferred_to: 'Anna',
      detail_profile: 'Office',
    });
  });
});
