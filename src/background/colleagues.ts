import { PhoneError } from '../contract/phone-error';
import type { ColleagueState } from '../contract/snapshot';
import { watchableExtension } from '../domain/availability';
import type { DialRules } from '../domain/dial-rules-settings';
import { type PickUp, pickUpOf } from '../domain/pick-up';
import { failoverGateway, sipDomain } from '../domain/profile';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import { ColleagueWatch } from './colleague-watch';
import type { Identity } from './kept-identity';
import type { KeptSubscriptions } from './kept-subscriptions';
import type { Store } from './store';

export interface ColleaguesOptions {
  store: Store;
  subscriptions: KeptSubscriptions;
  /** Those that apply to calls now. */
  rules(): DialRules | undefined;
  now(): number;
  log: Logger;
}

/** What one screen shows, until it is closed. */
export interface Onlooker {
  /** @param numbers as the directory has them, those on screen */
  want(numbers: readonly string[]): void;
  close(): void;
}

/** So many at a time: more than any screen shows, few enough for any gateway. */
const mostWatched = 40;
/** Milliseconds that one is watched on after it has left the screen: people scroll back, and open the phone again. */
const linger = 20_000;

/** Who of those on screen can be called. Nobody is watched whom nobody looks at. */
export class Colleagues {
  private phone: Phone | undefined;
  private user = '';
  private domains: readonly string[] = [];
  private readonly wishes = new Map<Onlooker, readonly string[]>();
  private readonly watches = new Map<string, ColleagueWatch>();
  private readonly leaving = new Map<string, ReturnType<typeof setTimeout>>();
  private unknown = new Set<string>();
  /** By the numbers that are on screen. */
  private extensions = new Map<string, string>();

  constructor(private readonly options: ColleaguesOptions) {}

  begin(phone: Phone, { user, profile }: Pick<Identity, 'user' | 'profile'>): void {
    this.phone = phone;
    this.user = user;
    this.domains = [sipDomain(profile), failoverGateway(profile)?.domain ?? sipDomain(profile)];
    this.unknown = new Set();
    this.look();
  }

  /** Nobody is signed in any more. */
  end(): void {
    this.phone = undefined;
    for (const extension of [...this.watches.keys()]) this.stop(extension);
    this.show();
  }

  /** A screen that may want to show somebody. */
  onlooker(): Onlooker {
    const onlooker: Onlooker = {
      want: (numbers) => {
        this.wishes.set(onlooker, numbers);
        this.look();
      },
      close: () => {
        this.wishes.delete(onlooker);
        this.look();
      },
    };
    return onlooker;
  }

  /** The call that rings at whoever has this number. Throws PhoneError 'nothing-to-pick-up'. */
  pickUpAt(number: string): PickUp {
    const extension = this.extensions.get(number);
    const ringing = extension === undefined ? undefined : this.watches.get(extension)?.ringing;
    const pickUp = ringing && pickUpOf(ringing, this.domains);
    if (!pickUp) throw new PhoneError('nothing-to-pick-up', 'nothing rings there');
    return pickUp;
  }

  private extensionOf(number: string): string | undefined {
    const rules = this.options.rules();
    const extension = rules && watchableExtension(number, rules);
    return extension === this.user ? undefined : extension;
  }

  private look(): void {
    const { phone } = this;
    if (!phone) return;
    const numbers = new Set([...this.wishes.values()].flat());
    this.extensions = new Map(
      [...numbers].flatMap((number): [string, string][] => {
        const extension = this.extensionOf(number);
        return extension === undefined ? [] : [[number, extension]];
      }),
    );
    const wanted = new Set([...new Set(this.extensions.values())].slice(0, mostWatched));
    for (const extension of this.watches.keys()) if (!wanted.has(extension)) this.letGo(extension);
    for (const extension of wanted) {
      clearTimeout(this.leaving.get(extension));
      this.leaving.delete(extension);
      if (!this.watches.has(extension)) this.watch(phone, extension);
    }
    this.show();
  }

  private watch(phone: Phone, extension: string): void {
    const [oldest] = this.leaving.keys();
    if (this.watches.size >= mostWatched && oldest !== undefined) this.stop(oldest);
    const { subscriptions, now, log } = this.options;
    const { unknown } = this;
    const onChanged = () => this.show();
    const watch = new ColleagueWatch({ phone, extension, unknown, subscriptions, onChanged, now, log });
    this.watches.set(extension, watch);
  }

  private letGo(extension: string): void {
    if (this.leaving.has(extension)) return;
    this.leaving.set(
      extension,
      setTimeout(() => this.stop(extension), linger),
    );
  }

  private stop(extension: string): void {
    clearTimeout(this.leaving.get(extension));
    this.leaving.delete(extension);
    this.watches.get(extension)?.close();
    this.watches.delete(extension);
  }

  private show(): void {
    const { store } = this.options;
    const availability: Record<string, ColleagueState> = {};
    for (const [number, extension] of this.extensions) {
      const watch = this.watches.get(extension);
      if (watch?.state)
        availability[number] = {
          state: watch.state,
          ...(watch.ringing && pickUpOf(watch.ringing, this.domains) && { canPickUp: true as const }),
        };
    }
    if (!isSameValue(availability, store.snapshot.availability)) store.update({ availability });
  }
}
