import type { MatchingRules } from '../domain/caller-match';
import { type DialRules, dialRulesOff, rulesInForce } from '../domain/dial-rules-settings';
import type { Profile } from '../domain/profile';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { SignedIn } from './call-desk';
import type { LocalStorage } from './kept-state';
import type { Store } from './store';

export interface DiallingOptions {
  store: Store;
  local: LocalStorage;
  profiles(): Promise<Profile[]>;
  signedIn(): SignedIn | undefined;
  log: Logger;
}

/** Which dial rules apply, for calls and in the snapshot, and whether the emergency notice has been read. */
export class Dialling {
  private noticeSeen: boolean | undefined;

  constructor(private readonly options: DiallingOptions) {}

  /** From now on the snapshot follows. */
  async restore(): Promise<void> {
    const { store, local } = this.options;
    const { emergencyNoticeSeen } = await local.read(['emergencyNoticeSeen']);
    this.noticeSeen ??= emergencyNoticeSeen ?? false;
    store.subscribe((now, before) => {
      if (now.registration !== before.registration) this.showNotice();
      const same =
        now.identity === before.identity &&
        now.lastSignIn === before.lastSignIn &&
        now.profiles === before.profiles &&
        now.settings === before.settings;
      if (!same) void this.followRules();
    });
    this.showNotice();
    await this.followRules();
  }

  /** Those that apply to a call of this profile. */
  rulesOf({ dialRules }: Profile): DialRules {
    return rulesInForce(dialRules, this.options.store.snapshot.settings.dialRules);
  }

  /** Whose number is whose, says the profile of whoever is signed in. */
  matchingRules(): MatchingRules | undefined {
    const profile = this.options.signedIn()?.profile;
    return (
      profile && {
        dialRules: this.rulesOf(profile),
        digits: profile.contactMatchingDigits,
        identityRequired: profile.directoryRequiresIdentity,
      }
    );
  }

  /** The user has read the notice; it is never shown again. */
  async emergencyNoticeSeen(): Promise<void> {
    this.noticeSeen = true;
    this.showNotice();
    await this.options.local.write({ emergencyNoticeSeen: true });
  }

  /** Not before the first sign-in: until then nobody can call anyone. */
  private showNotice(): void {
    const { store } = this.options;
    const { state } = store.snapshot.registration;
    const emergencyNotice = this.noticeSeen === false && (state === 'ready' || state === 'reconnecting');
    if (emergencyNotice !== store.snapshot.emergencyNotice) store.update({ emergencyNotice });
  }

  private followRules(): Promise<void> {
    return this.showRules().catch((error) => this.options.log.error(`no dial rules: ${String(error)}`));
  }

  /** Whose profile is in use, or will be by all that is known. */
  async profileInUse(): Promise<Profile | undefined> {
    const known = await this.options.profiles();
    return this.options.signedIn()?.profile ?? this.nextProfile(known);
  }

  private async showRules(): Promise<void> {
    const { store } = this.options;
    const profile = await this.profileInUse();
    const change = {
      dialRuleMode: profile?.dialRules.mode ?? 'off',
      dialRules: profile ? this.rulesOf(profile) : dialRulesOff(),
      directoryRequiresIdentity: profile?.directoryRequiresIdentity ?? false,
      autoAnswerAllowed: profile?.features.autoAnswer ?? true,
      forwardingAllowed: profile?.features.forwarding ?? true,
    };
    if (!isSameValue({ ...store.snapshot, ...change }, store.snapshot)) store.update(change);
  }

  /** Signed out: the profile of whoever signed in last, or the only one there is. */
  private nextProfile(profiles: Profile[]): Profile | undefined {
    const { lastSignIn } = this.options.store.snapshot;
    const last = profiles.find(({ id }) => id === lastSignIn?.profileId);
    return last ?? (profiles.length === 1 ? profiles[0] : undefined);
  }
}
