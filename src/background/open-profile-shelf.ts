import type { Profile } from '../domain/profile';
import type { Logger } from '../log/logger';
import { isInCall, onCallsOver } from './calls-over';
import type { LocalStorage, SessionStorage } from './kept-state';
import { createFetcher } from './profile-fetcher';
import { ProfileShelf } from './profile-shelf';
import type { Store } from './store';

/** Chrome's alarm for `refreshIfDue`. */
export const refreshAlarm = 'refresh-profiles';

export interface OpenShelfOptions {
  store: Store;
  session: SessionStorage;
  local: LocalStorage;
  profileInForce(): Profile | undefined;
  onChanged(profiles: Profile[]): void;
  logger(source: string): Logger;
}

/** The shelf with Chrome behind it: its network, its permissions, its alarms, and the calls that it waits for. */
export function openProfileShelf({ logger, ...options }: OpenShelfOptions): ProfileShelf {
  const { store } = options;
  const log = logger('background/profile-shelf');
  const shelf = new ProfileShelf({
    ...options,
    fetchText: createFetcher({
      fetch: (url, init) => fetch(url, init),
      permitted: (origin) => chrome.permissions.contains({ origins: [origin] }),
      log: logger('background/profile-fetcher'),
    }),
    inCall: () => isInCall(store),
    wakeAt: (at) => {
      const set: Promise<unknown> =
        at === undefined
          ? chrome.alarms.clear(refreshAlarm)
          : chrome.alarms.create(refreshAlarm, { when: at });
      set.catch((error) => log.error(`no alarm: ${String(error)}`));
    },
    now: () => Date.now(),
    log,
  });
  onCallsOver(store, () => shelf.callsOver());
  return shelf;
}
