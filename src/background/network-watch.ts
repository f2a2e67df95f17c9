/**
 * What has become of our own network. `address-changed` is a suspicion: Chrome says that something about the network
 * is different and not what, so who hears it asks whether the way still leads there.
 */
export type NetworkChange = 'gone' | 'back' | 'address-changed';

/** The part of the worker that knows of the network. */
export interface NetworkScope {
  navigator: {
    readonly onLine: boolean;
    readonly connection?: {
      readonly effectiveType?: string;
      readonly rtt?: number;
      readonly downlink?: number;
      addEventListener(type: 'change', heard: () => void): void;
    };
  };
  addEventListener(type: 'online' | 'offline', heard: () => void): void;
  performance: { now(): number };
}

/** Milliseconds. Chrome says each change twice. */
const echo = 250;

/**
 * Follows our own network. Chrome fires neither `online` nor `offline` in a service worker (measured, 156), although
 * `navigator.onLine` is right there: what does come is the `change` of `navigator.connection`.
 *
 * @param onChange hears each change once
 * @returns looks once more, for changes that no event has told, as while the worker was dead or asleep
 */
export function watchNetwork(scope: NetworkScope, onChange: (change: NetworkChange) => void): () => void {
  let online = scope.navigator.onLine;
  let told = { at: Number.NEGATIVE_INFINITY, kind: '' };

  const tell = (change: NetworkChange) => {
    told = { at: scope.performance.now(), kind: kindOf(scope) };
    onChange(change);
  };
  const look = () => {
    if (scope.navigator.onLine === online) return;
    online = scope.navigator.onLine;
    tell(online ? 'back' : 'gone');
  };
  const different = () => {
    if (scope.navigator.onLine !== online) look();
    else if (online && !isEcho()) tell('address-changed');
  };
  const isEcho = () => scope.performance.now() - told.at <= echo && told.kind === kindOf(scope);

  scope.addEventListener('online', look);
  scope.addEventListener('offline', look);
  scope.navigator.connection?.addEventListener('change', different);
  return look;
}

/** All that Chrome tells of the network, as one text. */
function kindOf({ navigator }: NetworkScope): string {
  const { effectiveType, rtt, downlink } = navigator.connection ?? {};
  return `${effectiveType} ${rtt} ${downlink}`;
}
