import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import {
  effectiveSettings,
  readChoices,
  type Settings,
  type SettingsPolicy,
  withoutDefaults,
} from '../contract/settings';
import type { LocalStorage } from './kept-state';
import type { Store } from './store';

export interface SettingsKeeperOptions {
  store: Store;
  local: LocalStorage;
  media: Pick<MediaHost, 'setDevices'>;
}

/** Keeps what the user has chosen, and brings it together with what a policy says. */
export class SettingsKeeper {
  private chosen: Partial<Settings> = {};
  private policy: SettingsPolicy = { defaults: {}, enforced: {}, problems: [] };

  constructor(private readonly options: SettingsKeeperOptions) {}

  /** What was chosen before; it is in the snapshot once the policy is known. */
  async restore(): Promise<void> {
    const { local } = this.options;
    const { choices, settings } = await local.read(['choices', 'settings']);
    this.chosen = choices ? readChoices(choices) : withoutDefaults(readChoices(settings ?? {}));
    if (!settings) return;
    await local.write({ choices: this.chosen });
    await local.remove('settings');
  }

  /** Takes effect at once, in calls under way as well. */
  async usePolicy(policy: SettingsPolicy): Promise<void> {
    this.policy = policy;
    this.show();
    await this.tellMedia();
  }

  /** All or nothing. Throws PhoneError 'set-by-policy'. */
  async save(args: IntentArgs<'save-settings'>): Promise<void> {
    const change = readChoices(args);
    const enforced = Object.keys(change).filter((key) => Object.hasOwn(this.policy.enforced, key));
    if (enforced.length > 0) throw new PhoneError('set-by-policy', enforced.join(', '));
    this.chosen = { ...this.chosen, ...change };
    this.show();
    await this.options.local.write({ choices: this.chosen });
    await this.tellMedia();
  }

  private async tellMedia(): Promise<void> {
    const { media, store } = this.options;
    await media.setDevices(store.snapshot.settings);
  }

  private show(): void {
    this.options.store.update({
      settings: effectiveSettings(this.chosen, this.policy),
      enforcedSettings: Object.keys(this.policy.enforced) as (keyof Settings)[],
      policyProblems: this.policy.problems.map(({ key }) => key),
    });
  }
}
