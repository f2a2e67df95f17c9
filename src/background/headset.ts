import type { MediaHost } from '../contract/media-session';
import type { Snapshot } from '../contract/snapshot';
import type { CommandedIntent } from '../domain/call-commands';
import { type Lamps, noLamps } from '../domain/headset';
import { lampsOf, wishedIntent } from '../domain/headset-calls';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { Store } from './store';

/**
 * The headset shows what the calls are. A worker that is new says nothing of it before it knows its calls: lamps that went out
 * for a moment would put the headset on the hook.
 *
 * @param ready the snapshot, once what was kept has been brought back
 */
export function followCallsOnHeadset(
  store: Store,
  media: Pick<MediaHost, 'showLamps'>,
  ready: Promise<unknown>,
  log: Logger,
): void {
  let shown: Lamps | undefined;
  const show = () => {
    const lamps = lampsOf(store.snapshot.calls);
    if (isSameValue(lamps, shown ?? noLamps)) return;
    shown = lamps;
    tell(lamps);
  };
  const tell = (lamps: Lamps) =>
    void media.showLamps(lamps).catch((error) => log.warn(`the headset does not follow: ${String(error)}`));
  store.subscribe(show);
  ready.then(
    () => shown ?? tell(lampsOf(store.snapshot.calls)),
    () => undefined,
  );
}

/**
 * @param ready the snapshot, once what was kept has been brought back: a button wakes the worker
 */
export function listenToHeadset(
  media: Pick<MediaHost, 'onEvent'>,
  ready: () => Promise<Snapshot>,
  carryOut: (wanted: CommandedIntent) => void,
): void {
  media.onEvent((event) => {
    if (event.type !== 'headset') return;
    void ready().then(({ calls }) => {
      const wanted = wishedIntent(event.wish, calls);
      if (wanted) carryOut(wanted);
    });
  });
}
