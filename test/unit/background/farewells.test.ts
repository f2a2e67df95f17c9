import { Farewells } from '../../../src/background/farewells';
import type { Farewell } from '../../../src/background/kept-state';
import type { CallSession } from '../../../src/sip/call-session';
import type { SavedDialog } from '../../../src/sip/saved-dialog';
import { silentLogger } from '../../fakes/silent-logger';

const dialog = { callId: 'dialog' } as SavedDialog;

let kept: Farewell[];
let farewells: Farewells;

const open = () =>
  new Farewells({
    onChanged: (owed) => {
      kept = owed;
    },
    now: Date.now,
    log: silentLogger,
  });
/** A session whose end is told, or is not. */
const session = (told: boolean) =>
  ({ end: jest.fn(async () => told), forget: jest.fn(async () => undefined) }) as unknown as CallSession & {
    end: jest.Mock;
    forget: jest.Mock;
  };
const phone = (told = true) => ({
  hangUp: jest.fn(async () => told),
  abandon: jest.fn(async () => told),
});
const settled = () => jest.advanceTimersByTimeAsync(1);
const hungUp = (of: CallSession | undefined) =>
  farewells.say({ id: 'call', direction: 'outgoing', dialog, reason: 'hung-up', session: of });

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  kept = [];
  farewells = open();
});
afterEach(() => jest.useRealTimers());

describe('the end of a call', () => {
  it('is owed from the moment it is wished until the gateway knows', async () => {
    hungUp(session(true));
    expect(kept).toMatchObject([{ id: 'call', dialog }]);
    await settled();
    expect(kept).toEqual([]);
  });

  it('that could not be told is told over the next socket', async () => {
    hungUp(session(false));
    await settled();
    expect(kept).toHaveLength(1);
    const next = phone();
    farewells.gatewayLost();
    farewells.gatewayBack(next);
    await settled();
    expect(next.hangUp).toHaveBeenCalledWith(dialog);
    expect(kept).toEqual([]);
  });

  it('is told over as many sockets as it takes', async () => {
    farewells.gatewayLost();
    const told = session(true);
    hungUp(told);
    expect(told.end).not.toHaveBeenCalled();
    expect(told.forget).toHaveBeenCalledWith('hung-up');
    farewells.gatewayBack(phone(false));
    await settled();
    expect(kept).toHaveLength(1);
    const second = phone();
    farewells.gatewayBack(second);
    await settled();
    expect(second.hangUp).toHaveBeenCalledTimes(1);
    expect(kept).toEqual([]);
  });

  it('is told by the next worker', async () => {
    farewells.gatewayLost();
    hungUp(session(true));
    const left = kept;
    jest.clearAllTimers();
    await jest.advanceTimersByTimeAsync(10_000);
    farewells = open();
    farewells.gatewayLost();
    farewells.restore(left);
    const next = phone();
    farewells.gatewayBack(next);
    await settled();
    expect(next.hangUp).toHaveBeenCalledWith(dialog);
  });

  it('is not told any more after 32 s, counted over the worker’s death, whatever the clock does', async () => {
    farewells.gatewayLost();
    hungUp(session(true));
    const left = kept;
    jest.clearAllTimers();
    await jest.advanceTimersByTimeAsync(20_000);
    farewells = open();
    farewells.restore(left);
    await jest.advanceTimersByTimeAsync(11_900);
    expect(kept).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(kept).toEqual([]);
    const late = phone();
    farewells.gatewayBack(late);
    expect(late.hangUp).not.toHaveBeenCalled();

    jest.setSystemTime(Date.now() - 3_600_000);
    farewells.restore(left);
    await jest.advanceTimersByTimeAsync(32_000);
    expect(kept).toEqual([]);
  });

  it.each(['outgoing', 'incoming'] as const)(
    'that was not answered, %s, is told by its INVITE, until that is known',
    async (direction) => {
      farewells.gatewayLost();
      farewells.say({
        id: 'call',
        direction,
        keptInvite: 'INVITE',
        reason: 'network-lost',
        session: undefined,
      });
      const back = phone(false);
      farewells.gatewayBack(back);
      await settled();
      expect(kept).toHaveLength(1);
      farewells.gatewayLost();
      back.abandon.mockResolvedValue(true);
      farewells.gatewayBack(back);
      expect(back.abandon.mock.calls).toEqual([
        ['INVITE', direction],
        ['INVITE', direction],
      ]);
      await settled();
      expect(kept).toEqual([]);
    },
  );

  it('says 486 to a caller who was declined, 480 or 488 to others', async () => {
    const told = session(true);
    for (const reason of ['declined', 'network-lost', 'media-not-agreed'] as const)
      farewells.say({ id: reason, direction: 'incoming', keptInvite: 'INVITE', reason, session: told });
    await settled();
    expect(told.end.mock.calls).toEqual([
      ['declined', 486],
      ['network-lost', 480],
      ['media-not-agreed', 488],
    ]);
  });

  it('is no matter of whoever signs in next', async () => {
    farewells.gatewayLost();
    hungUp(session(true));
    farewells.forget();
    expect(kept).toEqual([]);
    const next = phone();
    farewells.gatewayBack(next);
    expect(next.hangUp).not.toHaveBeenCalled();
  });
});
