import type { ProfileFetchResult } from '../contract/protocol';
import type { Profile } from '../domain/profile';
import { type ProfileContent, type ProfileReading, readContent } from '../domain/profile-content';
import { chooseSource, type ProfileSource } from '../domain/profile-source';
import { successorOf } from '../domain/profile-successor';
import { isSameValue } from '../domain/same-value';
import type { GoodProfiles, KeptProfiles, ProfileSlot, SlotName } from './kept-profiles';
import { shownUrl } from './profile-fetcher';
import type { Gathered } from './profile-gatherer';
import { isSameOrigin, type ProfileOrigin } from './profile-origin';
import type { Store } from './store';

export interface ProfileSlotsOptions {
  kept: KeptProfiles;
  store: Store;
  inCall(): boolean;
  profileInForce(): Profile | undefined;
  onChanged(profiles: Profile[]): void;
  now(): number;
}

/** What the policy and the user have brought, which of the two is in use, and who has been told. */
export class ProfileSlots {
  private slots: Partial<Record<SlotName, ProfileSlot>> = {};
  private readonly readings = new WeakMap<ProfileContent, ProfileReading>();
  private reading: Promise<void> | undefined;
  private started = false;
  /** The profiles that those signed in have been told of, as JSON. */
  private told: string | undefined;

  constructor(private readonly options: ProfileSlotsOptions) {}

  /** Settled once what was kept from before is there. */
  ready(): Promise<void> {
    this.reading ??= this.read();
    return this.reading;
  }

  private async read(): Promise<void> {
    this.slots = await this.options.kept.read(this.options.now());
    this.show();
  }

  get(name: SlotName): ProfileSlot | undefined {
    return this.slots[name];
  }

  /** Counts at once. Rejects when it could not be kept. */
  set(name: SlotName, slot: ProfileSlot | undefined): Promise<void> {
    const { [name]: _before, ...others } = this.slots;
    this.slots = slot ? { ...others, [name]: slot } : others;
    this.tell();
    this.show();
    return this.options.kept.write(name, slot);
  }

  inUse(): GoodProfiles | undefined {
    return chooseSource(Object.values(this.slots).flatMap(({ good }) => good ?? []));
  }

  profiles(): Profile[] {
    const good = this.inUse();
    return good ? this.readingOf(good.content).profiles : [];
  }

  /** Reads each content once. */
  readingOf(content: ProfileContent): ProfileReading {
    const read = this.readings.get(content) ?? readContent(content);
    this.readings.set(content, read);
    return read;
  }

  /** From now on whoever is signed in is told: first of what there is. */
  start(): void {
    this.started = true;
    this.callsOver();
  }

  callsOver(): void {
    this.tell();
    this.show();
  }

  private tell(): void {
    const profiles = this.profiles();
    const said = JSON.stringify(profiles);
    if (!this.started || said === this.told || this.options.inCall()) return;
    this.told = said;
    this.options.onChanged(profiles);
  }

  /** Whoever is in a call goes on with what it was placed with, and with something else, or nothing, after it. */
  private isWaiting(): boolean {
    const { inCall, profileInForce } = this.options;
    const profile = inCall() ? profileInForce() : undefined;
    return profile !== undefined && !isSameValue(profile, successorOf(profile, this.profiles()));
  }

  private show(): void {
    const profiles = this.profiles().map(({ id, name, address }) => ({ id, name, address }));
    this.options.store.update({ profiles, profileSource: this.source() });
  }

  /** What is in use, with what is wrong with the source that should be. */
  private source(): ProfileSource | undefined {
    const ruling = this.slots.policy ?? this.slots.brought;
    if (!ruling) return undefined;
    const good = this.inUse();
    const { kind, url, email } = good ?? ruling.wanted;
    const failure = ruling.failure ?? (good && this.slotOf(good)?.failure);
    return {
      kind,
      ...(url !== undefined && { url: shownUrl(url) }),
      ...(email !== undefined && { email }),
      receivedAt: good?.receivedAt ?? ruling.since,
      ...(good?.checkedAt !== undefined && { checkedAt: good.checkedAt }),
      ...(failure && { failure }),
      problems: ruling.refused ?? (good ? this.readingOf(good.content).problems : []),
      ...(good && ruling.refused && { newestRefused: true }),
      ...(this.isWaiting() && { waiting: true }),
    };
  }

  private slotOf(good: GoodProfiles): ProfileSlot | undefined {
    return Object.values(this.slots).find((slot) => slot.good === good);
  }
}

/**
 * A slot after its origin was asked. What was good stays until there is something better.
 *
 * @param reading of the content, when there is one
 */
export function nextSlot(
  before: ProfileSlot | undefined,
  wanted: ProfileOrigin,
  { content, failure }: Gathered,
  reading: ProfileReading | undefined,
  now: number,
): ProfileSlot {
  const known = before && isSameOrigin(before.wanted, wanted) ? before : undefined;
  const facts = {
    wanted,
    since: known?.since ?? now,
    ...(failure && { failure: { ...failure, at: now } }),
  };
  if (!content || !reading || reading.profiles.length === 0) {
    const refused = reading ? reading.problems : known?.refused;
    return { ...facts, ...(before?.good && { good: before.good }), ...(refused && { refused }) };
  }
  const earlier = before?.good && isSameOrigin(before.good, wanted) ? before.good : undefined;
  const isSame = earlier && JSON.stringify(earlier.content) === JSON.stringify(content);
  const isFetched = wanted.url !== undefined || content.files.some(({ url }) => url !== '');
  const checkedAt = failure || !isFetched ? earlier?.checkedAt : now;
  const receivedAt = isSame ? earlier.receivedAt : now;
  const good = { ...wanted, content, receivedAt, ...(checkedAt !== undefined && { checkedAt }) };
  return { ...facts, good };
}

/** What an intent answers. */
export function resultOf(reading: ProfileReading | undefined, { failure }: Gathered): ProfileFetchResult {
  const { profiles = [], problems = [] } = reading ?? {};
  return { accepted: profiles.length, problems, ...(failure && { failure }) };
}
