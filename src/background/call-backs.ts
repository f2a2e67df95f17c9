import type { Settings } from '../contract/settings';
import type { Logger } from '../log/logger';
import { orLog } from './storage-health';
import type { Store } from './store';

/**
 * Whoever has called for help may be called back: from then on calls ring here, and the header says so. What the
 * administrator has decided stays.
 */
export function letCallBacksRing(
  store: Store,
  save: (change: Partial<Settings>) => Promise<void>,
  log: Logger,
): void {
  store.subscribe((now, before) => {
    const begun = now.calls.some(
      ({ id, emergency }) => emergency && !before.calls.some((call) => call.id === id),
    );
    if (!begun) return;
    const { settings, enforcedSettings } = now;
    const sendsAway = settings.forwardWhen !== 'never' && !enforcedSettings.includes('forwardWhen');
    if (!settings.doNotDisturb && !sendsAway) return;
    log.info('a call for help: calls that come in ring again');
    void orLog(save({ doNotDisturb: false, ...(sendsAway && { forwardWhen: 'never' as const }) }), log);
  });
}
