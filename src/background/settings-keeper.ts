import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import {
  effectiveSettings,
  type PolicyLayers,
  readChoices,
  type Settings,
  type SettingsPolicy,
  withoutDefaults,
} from '../contract/settings';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import { isInCall, onCallsOver } from './calls-over';
import type { LocalStorage, SessionStorage } from './kept-state';
import { orLog } from './storage-health';
import type { Store } from './store';

export interface SettingsKeeperOptions {
  store: Store;
  local: LocalStorage;
  session: SessionStorage;
  media: Pick<MediaHost, 'setDevices'>;
  logger(source: string): Logger;
}

/** Keeps what the user has chosen, and brings it together with what a policy says. */
export class SettingsKeeper {
  private chosen: Partial<Settings> = {};
  private policy: SettingsPolicy = { defaults: {}, enforced: {}, problems: [] };
  /** The policy that is followed now: during a call, for its devices, the one that it began with. */
  private inEffect: PolicyLayers = this.policy;
  /** There are calls that the worker before has left and that have not been taken up again yet. */
  private resuming = false;
  private readonly log: Logger;

  constructor(private readonly options: SettingsKeeperOptions) {
    this.log = options.logger('background/settings-keeper');
    onCallsOver(options.store, () => void orLog(this.callsOver(), this.log, 'settings'));
  }

  /**
   * What was chosen before; it is in the snapshot once the policy is known.
   *
   * @param inCall calls will be taken up again: the devices they have stay until `start` at least
   */
  async restore(inCall = false): Promise<void> {
    const { local, session } = this.options;
    const { callDevices } = await session.read(['callDevices']);
    if (callDevices) this.inEffect = callDevices;
    this.resuming = inCall && callDevices !== undefined;
    const { choices, settings } = await local.read(['choices', 'settings']);
    this.chosen = choices ? readChoices(choices) : withoutDefaults(readChoices(settings ?? {}));
    if (settings) await orLog(this.adopt(), this.log, 'settings');
  }

  /** Calls have been taken up again, where there were any. */
  start(): Promise<void> {
    this.resuming = false;
    return isInCall(this.options.store) ? Promise.resolve() : this.callsOver();
  }

  /** Takes effect at once, but for the devices of calls: those do not change before the last call is over. */
  async usePolicy(policy: SettingsPolicy): Promise<void> {
    this.policy = policy;
    await this.follow();
  }

  /** All or nothing. Throws PhoneError 'set-by-policy'. */
  async save(args: IntentArgs<'save-settings'>): Promise<void> {
    const change = readChoices(args);
    const enforced = Object.keys(change).filter((key) => Object.hasOwn(this.inEffect.enforced, key));
    if (enforced.length > 0) throw new PhoneError('set-by-policy', enforced.join(', '));
    this.chosen = { ...this.chosen, ...change };
    this.show();
    const keeping = this.options.local.write({ choices: this.chosen });
    // What cannot be kept takes effect nevertheless.
    await Promise.allSettled([keeping]);
    await this.tellMedia();
    await keeping;
  }

  private async callsOver(): Promise<void> {
    if (!isSameValue(callDevicesOf(this.inEffect), callDevicesOf(this.policy))) await this.follow();
  }

  private async follow(): Promise<void> {
    const waits = this.resuming || isInCall(this.options.store);
    this.inEffect = waits ? withCallDevices(this.policy, callDevicesOf(this.inEffect)) : this.policy;
    this.show();
    await orLog(this.keepCallDevices(), this.log, 'settings');
    await this.tellMedia();
  }

  /** The next worker may find itself in a call, with another policy. */
  private async keepCallDevices(): Promise<void> {
    const { session } = this.options;
    const inEffect = callDevicesOf(this.inEffect);
    const { callDevices } = await session.read(['callDevices']);
    if (!isSameValue(callDevices, inEffect)) await session.write({ callDevices: inEffect });
  }

  private async adopt(): Promise<void> {
    const { local } = this.options;
    await local.write({ choices: this.chosen });
    await local.remove('settings');
  }

  private async tellMedia(): Promise<void> {
    const { media, store } = this.options;
    await media.setDevices(store.snapshot.settings);
  }

  private show(): void {
    this.options.store.update({
      settings: effectiveSettings(this.chosen, this.inEffect),
      enforcedSettings: Object.keys(this.inEffect.enforced) as (keyof Settings)[],
      policyProblems: this.policy.problems.map(({ key }) => key),
    });
  }
}

/** What a policy says of what a call is spoken into and heard from. */
function callDevicesOf({ defaults, enforced }: PolicyLayers): PolicyLayers {
  return { defaults: split(defaults).callDevices, enforced: split(enforced).callDevices };
}

function withCallDevices({ defaults, enforced }: PolicyLayers, devices: PolicyLayers): PolicyLayers {
  return {
    defaults: { ...split(defaults).others, ...devices.defaults },
    enforced: { ...split(enforced).others, ...devices.enforced },
  };
}

const callDeviceKeys = [
  'microphoneId',
  'speakerId',
  'echoCancellation',
  'noiseSuppression',
  'autoGainControl',
] as const satisfies (keyof Settings)[];

function split(settings: Partial<Settings>) {
  const isOfCalls = ([key]: [string, unknown]) => callDeviceKeys.some((one) => one === key);
  const entries = Object.entries(settings);
  const callDevices: Partial<Settings> = Object.fromEntries(entries.filter(isOfCalls));
  const others: Partial<Settings> = Object.fromEntries(entries.filter((entry) => !isOfCalls(entry)));
  return { callDevices, others };
}
