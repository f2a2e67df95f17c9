import { type NetworkChange, type NetworkScope, watchNetwork } from '../../../src/background/network-watch';

/** A worker's scope; with `events` Chrome tells `online` and `offline` as it does to pages. */
function world({ onLine = true, events = false, connection = true } = {}) {
  const heard = new Map<string, () => void>();
  const network = { onLine, at: 0, rtt: 100 };
  const scope: NetworkScope = {
    navigator: {
      get onLine() {
        return network.onLine;
      },
      ...(connection && {
        connection: {
          get rtt() {
            return network.rtt;
          },
          addEventListener: (type: string, listener: () => void) => heard.set(type, listener),
        },
      }),
    },
    addEventListener: (type, listener) => heard.set(type, listener),
    performance: { now: () => network.at },
  };
  const changes: NetworkChange[] = [];
  const look = watchNetwork(scope, (change) => changes.push(change));
  const turn = (online: boolean) => {
    network.at += 10_000;
    network.onLine = online;
    // Chrome says it twice, in a page after `online` or `offline`.
    if (events) heard.get(online ? 'online' : 'offline')?.();
    heard.get('change')?.();
    network.at += 5;
    heard.get('change')?.();
  };
  return { changes, look, turn, network, change: () => heard.get('change')?.() };
}

describe.each([{ events: false }, { events: true }])('with online and offline: $events', ({ events }) => {
  it('tells once that the network is gone, and once that it is back', () => {
    const { changes, turn } = world({ events });
    turn(false);
    turn(true);
    turn(false);
    expect(changes).toEqual(['gone', 'back', 'gone']);
  });

  it('tells once that something is different', () => {
    const { changes, turn } = world({ events });
    turn(true);
    expect(changes).toEqual(['address-changed']);
    turn(true);
    expect(changes).toEqual(['address-changed', 'address-changed']);
  });
});

it('without a network nothing is different', () => {
  const { changes, turn } = world({ onLine: false });
  turn(false);
  expect(changes).toEqual([]);
});

it('what is different right after the network came back is no echo', () => {
  const { changes, turn, network, change } = world({ onLine: false });
  turn(true);
  network.rtt = 2_000;
  change();
  change();
  expect(changes).toEqual(['back', 'address-changed']);
});

it('another change soon after the network came back is one more', () => {
  const { changes, turn, network, change } = world({ onLine: false });
  turn(true);
  network.at += 1_000;
  change();
  expect(changes).toEqual(['back', 'address-changed']);
});

it('looks when it is asked to, for what no event has told', () => {
  const { changes, look, network } = world({ connection: false });
  look();
  network.onLine = false;
  look();
  look();
  network.onLine = true;
  look();
  expect(changes).toEqual(['gone', 'back']);
});
