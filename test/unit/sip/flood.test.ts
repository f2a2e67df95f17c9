import { request } from '../../e2e/flood';
import { ourContact, ourHost } from '../../fakes/phone-at-gateway';
import { WholePhone } from '../../fakes/whole-phone';

jest.setTimeout(60_000);

let phone: WholePhone;
const target = `sip:${ourContact}@${ourHost}`;

beforeEach(async () => {
  phone = await WholePhone.signedIn();
});
afterEach(() => phone.close());

/** A thousand requests within a second; how often each status has answered. */
async function flood(method: string): Promise<Record<string, number>> {
  const mark = phone.gateway.requests.length;
  for (let sent = 0; sent < 1_000; sent++) {
    phone.receives(request(method, target, `${method}-${sent}`));
    if (sent % 10 === 9) await jest.advanceTimersByTimeAsync(10);
  }
  const statuses = phone.sentSince(mark).map(({ text }) => text.slice('SIP/2.0 '.length, 11));
  return Object.fromEntries(
    [...new Set(statuses)].map((status) => [status, statuses.filter((one) => one === status).length]),
  );
}

it('of a thousand INVITEs in a second a few ring, and all others are told to come later', async () => {
  const { '180': rang = 0, '503': shed = 0 } = await flood('INVITE');
  expect(rang).toBeGreaterThan(5);
  expect(rang).toBeLessThan(30);
  expect(rang + shed).toBe(1_000);
  // One line at a time, however many there were.
  expect(phone.lines.filter((line) => line.includes('503')).length).toBeLessThan(3);
});

it.each([
  ['OPTIONS', '200'],
  ['MESSAGE', '405'],
  ['NOTIFY', '481'],
])('of a thousand %s in a second most are shed', async (method, usual) => {
  const answers = await flood(method);
  expect((answers[usual] ?? 0) + (answers['503'] ?? 0)).toBe(1_000);
  expect(answers['503']).toBeGreaterThan(800);
  expect(answers[usual]).toBeGreaterThan(50);
});

it('a text is refused, and nowhere said to be taken', async () => {
  phone.receives(request('MESSAGE', target, 'text'));
  phone.receives(request('OPTIONS', target, 'asks'));
  await jest.advanceTimersByTimeAsync(20);
  const answers = phone.gateway.requests.filter(({ text }) => /^SIP\/2\.0 (405|200)/.test(text)).slice(-2);
  expect(answers.map(({ text }) => text.slice(8, 11))).toEqual(['405', '200']);
  for (const answer of [phone.gateway.requests[0], ...answers])
    expect(answer?.header('Allow').split(/, ?/).sort()).toEqual([
      'ACK',
      'BYE',
      'CANCEL',
      'INFO',
      'INVITE',
      'NOTIFY',
      'OPTIONS',
      'REFER',
      'UPDATE',
    ]);
});

it('in a flood a call that stands can still be hung up by its far end', async () => {
  phone.receives(request('INVITE', target, 'standing'));
  await jest.advanceTimersByTimeAsync(20);
  await phone.taken[0]?.answer();
  const accepted = phone.gateway.requests.findLast(({ text }) => text.startsWith('SIP/2.0 200'));
  const inCall = (method: string) =>
    request(method, target, 'standing')
      .replace(/^To: .*$/m, `To: ${accepted?.header('To')}`)
      .replace('z9hG4bKflood-standing', `z9hG4bK${method}`);
  phone.receives(inCall('ACK'));
  await jest.advanceTimersByTimeAsync(20);
  const mark = phone.gateway.requests.length;
  phone.receives(inCall('ACK').replace('CSeq: 1', 'CSeq: none'));
  await jest.advanceTimersByTimeAsync(20);
  // Not even a broken ACK is answered.
  expect(phone.sentSince(mark)).toEqual([]);
  await flood('INVITE');
  await flood('INFO');
  phone.receives(inCall('BYE').replace('CSeq: 1', 'CSeq: 9'));
  await jest.advanceTimersByTimeAsync(20);
  expect(phone.ends).toEqual([{ reason: 'other-hung-up', status: undefined }]);
});

it('when it is over calls ring again', async () => {
  await flood('INVITE');
  await jest.advanceTimersByTimeAsync(5_000);
  const before = phone.taken.length;
  phone.receives(request('INVITE', target, 'afterwards'));
  await jest.advanceTimersByTimeAsync(20);
  expect(phone.taken.length).toBe(before + 1);
});
