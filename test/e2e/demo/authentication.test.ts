import { press, waitForStatus } from '../../../scripts/screens';
import type { RecordedMessage } from '../../gateway/demo/message-log';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { askDirectly, currentSnapshot } from '../screen-probes';

jest.setTimeout(90_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open({ gateway: { algorithms: ['SHA-256'] } });
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

const requests = (mark: number, method: string): RecordedMessage[] =>
  desk.farEnd.since(mark, { direction: 'in', kind: 'request', method });

/** The algorithm of each answer to a challenge. */
const algorithms = (messages: RecordedMessage[]) =>
  messages.flatMap(
    ({ text }) => /^(?:Proxy-)?Authorization: Digest algorithm=([^,]*)/im.exec(text)?.[1] ?? [],
  );

it('signs in and calls where SHA-256 is all that the gateway takes', async () => {
  expect(desk.registrations()).toBe(1);
  expect(algorithms(requests(0, 'REGISTER'))).toEqual(['SHA-256']);
  const mark = desk.farEnd.mark();
  await desk.type('600');
  await press(desk.phone, 'call');
  await desk.farEnd.called('600');
  expect(algorithms(requests(mark, 'INVITE'))).toEqual(['SHA-256']);
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isQuiet();
});

it.each([
  ['before MD5', ['SHA-256', 'MD5'], 'SHA-256'],
  ['after MD5', ['MD5', 'SHA-256'], 'SHA-256'],
  ['not at all', ['MD5'], 'MD5'],
] as const)('where SHA-256 stands %s, of %j takes %s', async (_where, offered, taken) => {
  desk.gateway.script.challengeWith(...offered);
  const mark = desk.farEnd.mark();
  expect(await askDirectly(desk.phone, 'try-now')).toEqual({ ok: true });
  expect(algorithms(requests(mark, 'REGISTER'))).toEqual([taken]);
  await waitForStatus(desk.phone, 'state_ready');
});

it('answers no challenge of a call for another realm: the call ends with a sentence, and the phone stays ready', async () => {
  // The gateway would take a right answer for it.
  desk.gateway.script.challengeFor('elsewhere.example');
  const mark = desk.farEnd.mark();
  await desk.type('600');
  await press(desk.phone, 'call');
  await desk.sees('end_password_not_given');
  const invites = requests(mark, 'INVITE');
  expect(invites).toHaveLength(1);
  expect(algorithms(invites)).toEqual([]);
  expect(desk.gateway.calls()).toEqual([]);
  await newestCallIs(desk.phone, { reason: 'password-not-given', status: 407 });
  expect(desk.registrations()).toBe(1);
  await waitForStatus(desk.phone, 'state_ready');
});

it('answers no challenge of the registrar for another realm, in the next worker either, and goes on trying', async () => {
  desk.gateway.script.challengeFor('elsewhere.example');
  const mark = desk.farEnd.mark();
  await askDirectly(desk.phone, 'try-now');
  await desk.sees('loss_gateway_refused');
  await desk.browser.killWorker();
  await desk.gateway.until('the loss of the registration', () => desk.registrations() === 0);
  await desk.gateway.until('the try of the next worker', () => requests(mark, 'REGISTER').length >= 2);
  // Settled once a try, be it that one, is over.
  await askDirectly(desk.phone, 'try-now');
  await desk.sees('loss_gateway_refused');
  expect(algorithms(requests(mark, 'REGISTER'))).toEqual([]);
  expect((await currentSnapshot(desk.phone)).registration).toMatchObject({ reason: 'gateway-refused' });
  await desk.gateway.script.reset();
  await askDirectly(desk.phone, 'try-now');
  await waitForStatus(desk.phone, 'state_ready');
});

it('signs a call again when its nonce has gone stale on the way', async () => {
  const mark = desk.farEnd.mark();
  desk.gateway.script.delay({ method: 'INVITE' }, 250);
  await desk.type('600');
  await press(desk.phone, 'call');
  await desk.gateway.until('the signed request', () => requests(mark, 'INVITE').length === 2);
  desk.gateway.script.rotateNonce();
  await desk.farEnd.called('600');
  expect(algorithms(requests(mark, 'INVITE'))).toEqual(['SHA-256', 'SHA-256']);
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isQuiet();
});
