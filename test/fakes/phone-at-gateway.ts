import { Phone, type PhoneDelegate, type PhoneOptions } from '../../src/sip/phone';
import type { GatewayIdentity } from '../../src/sip/user-agent';
import type { FakeGateway } from './fake-gateway-socket';
import { silentLogger } from './silent-logger';

export const ourContact = 'ringtab';
export const ourHost = 'abc.invalid';
/** The instance id that each phone of these tests has. */
export const ourInstance = '6c1b7fbe-9f0c-4f3c-8a2e-0f1d2c3b4a59';

const identityOf201: GatewayIdentity = {
  url: 'wss://gateway.example.com:9443/',
  domain: 'example.com',
  user: '201',
  password: 'planted',
  instance: { id: ourInstance, contactName: ourContact, viaHost: ourHost },
};

const listeningToNothing: PhoneDelegate = {
  onRegistration() {},
  onStun() {},
  onRealms() {},
  onIncoming() {},
  onConnected() {},
  onDisconnected() {},
};

type Differences = Partial<Omit<PhoneOptions, 'identity' | 'delegate'>> & {
  identity?: Partial<GatewayIdentity>;
  delegate?: Partial<PhoneDelegate>;
};

/** The phone of user 201 at a gateway of a test, not yet started, but for what a test wants otherwise. */
export function phoneAt(gateway: FakeGateway, { identity, delegate, ...options }: Differences = {}): Phone {
  return new Phone({
    identity: { ...identityOf201, ...identity },
    fresh: true,
    openSocket: gateway.openSocket,
    diagnose: () => Promise.resolve('gateway-unreachable'),
    random: () => 0.5,
    now: Date.now,
    logger: () => silentLogger,
    ...options,
    delegate: { ...listeningToNothing, ...delegate },
  });
}

/** Signs out, where time is a fake one; the gateway may be gone. */
export async function signOut(...phones: Phone[]): Promise<void> {
  const closing = Promise.all(phones.map((phone) => phone.close()));
  await jest.advanceTimersByTimeAsync(3_000);
  await closing;
}
