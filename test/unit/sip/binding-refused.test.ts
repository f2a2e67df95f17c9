import type { RegistrationEvent } from '../../../src/domain/registration';
import type { Phone } from '../../../src/sip/phone';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { phoneAt, signOut } from '../../fakes/phone-at-gateway';

let gateway: FakeGateway;
let phone: Phone;
let events: RegistrationEvent[];

const settled = () => jest.advanceTimersByTimeAsync(20);
const registers = () => gateway.requests.filter(({ method }) => method === 'REGISTER').length;
const accepts = (request: FakeRequest) => respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
const refuses = (request: FakeRequest) => respond(request, '403 Forbidden');

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  gateway = new FakeGateway();
  gateway.answer = accepts;
  events = [];
  phone = phoneAt(gateway, { delegate: { onRegistration: (event) => events.push(event) } });
  await phone.binding.start();
});
afterEach(async () => {
  await signOut(phone);
  jest.useRealTimers();
});

/** The gateway has accepted this user before, and does not any more. */
async function refused(): Promise<void> {
  gateway.answer = refuses;
  const trying = phone.binding.tryNow();
  await settled();
  await trying;
  expect(events.at(-1)).toMatchObject({ type: 'rejected' });
}

describe('a phone that is refused', () => {
  it.each<[what: string, happens: () => void]>([
    ['its socket is lost', () => gateway.openSockets[0]?.drop()],
    ['the computer has slept', () => phone.binding.woke()],
    ['the network is another one', () => phone.binding.networkChanged()],
    ['the alarm rings', () => phone.binding.checkUp()],
  ])('while somebody talks does not sign in unasked when %s', async (_what, happens) => {
    phone.binding.setInCall(true);
    await refused();
    const [sent, told] = [registers(), events.length];
    happens();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(registers()).toBe(sent);
    expect(events).toHaveLength(told);
  });

  it('and was told to try again, but cannot reach the gateway, tries at once when its network is back', async () => {
    await refused();
    gateway.answer = accepts;
    gateway.up = false;
    const trying = phone.binding.tryNow();
    await settled();
    await trying;
    expect(events.at(-1)).toMatchObject({ type: 'lost' });
    await jest.advanceTimersByTimeAsync(100_000);
    gateway.up = true;
    phone.binding.networkChanged();
    await settled();
    expect(events.at(-1)).toMatchObject({ type: 'registered' });
  });
});
