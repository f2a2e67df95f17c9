import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { OtherPhoneChoice } from '../contract/snapshot';
import { redirectTarget } from '../domain/arrival';
import type { DialRules } from '../domain/dial-rules-settings';
import type { Profile } from '../domain/profile';
import { domainsOf } from './arrivals';
import type { SignedIn } from './call-desk';
import type { LocalStorage } from './kept-state';
import type { Store } from './store';

export interface PhoneChoiceOptions {
  store: Store;
  local: LocalStorage;
  signedIn(): SignedIn | undefined;
  rulesOf(profile: Profile): DialRules;
}

/** A phone that calls are talked on. */
export interface PhoneInUse {
  /** As the user has given it, and sees it. */
  number: string;
  dialled: string;
}

/** Where whoever is signed in places and takes calls: each identity has its own choice, which outlives the browser. */
export class PhoneChoice {
  private choices: Record<string, OtherPhoneChoice> = {};

  constructor(private readonly options: PhoneChoiceOptions) {
    options.store.subscribe(({ identity }, before) => {
      if (identity !== before.identity) this.show();
    });
  }

  async restore(): Promise<void> {
    this.choices = (await this.options.local.read(['otherPhones'])).otherPhones ?? {};
    this.show();
  }

  /** From the next call on. Throws PhoneError for a number that no call can be talked on. */
  async use({ other, number }: IntentArgs<'use-phone'>): Promise<void> {
    const signedIn = this.options.signedIn();
    const before = this.choice();
    if (!signedIn || !before) throw new PhoneError('not-possible-now', 'no other phone is allowed');
    const wanted = number ?? before.number;
    if (other && this.dialled(wanted, signedIn) === undefined)
      throw new PhoneError(wanted === '' ? 'no-number' : 'phone-not-usable', 'no such phone');
    this.choices = { ...this.choices, [nameOf(signedIn)]: { number: wanted, inUse: other } };
    this.show();
    await this.options.local.write({ otherPhones: this.choices });
  }

  /** The phone that calls are talked on; undefined for this computer. */
  inUse(): PhoneInUse | undefined {
    const signedIn = this.options.signedIn();
    const choice = this.choice();
    if (!signedIn || !choice?.inUse) return undefined;
    // The rules may have changed since, and where it is not dialled any more no microphone opens instead.
    return { number: choice.number, dialled: this.dialled(choice.number, signedIn) ?? choice.number };
  }

  /** A profile, or its rules, may have changed. */
  show(): void {
    this.options.store.update({ otherPhone: this.choice() });
  }

  private choice(): OtherPhoneChoice | undefined {
    const signedIn = this.options.signedIn();
    if (!signedIn?.profile.features.otherPhoneMode) return undefined;
    return this.choices[nameOf(signedIn)] ?? { number: '', inUse: false };
  }

  private dialled(number: string, { profile, user }: SignedIn): string | undefined {
    return redirectTarget(number, this.options.rulesOf(profile), { user, domains: domainsOf(profile) });
  }
}

function nameOf({ profile, user }: SignedIn): string {
  return `${user} ${profile.id}`;
}
