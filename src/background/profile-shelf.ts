import { PhoneError } from '../contract/phone-error';
import type { ProfileFetchResult } from '../contract/protocol';
import type { Profile } from '../domain/profile';
import { settingsFilesOf } from '../domain/profile-content';
import { isSetByPolicy } from '../domain/profile-source';
import type { Logger } from '../log/logger';
import { KeptProfiles, type ProfileSlot, type SlotName } from './kept-profiles';
import type { LocalStorage, SessionStorage } from './kept-state';
import { type FetchText, longestText, shownUrl } from './profile-fetcher';
import { type Gathered, gatherProfiles, type TextPlace } from './profile-gatherer';
import {
  isSameOrigin,
  originOfAddress,
  originOfPolicy,
  originOfText,
  type ProfileOrigin,
} from './profile-origin';
import { type FetchedSource, ProfileRefresh } from './profile-refresh';
import { nextSlot, ProfileSlots, resultOf } from './profile-slots';
import type { Store } from './store';

export interface ProfileShelfOptions {
  local: LocalStorage;
  session: SessionStorage;
  store: Store;
  fetchText: FetchText;
  /** During a call nothing changes for whoever is signed in. */
  inCall(): boolean;
  /** Of whoever is signed in. */
  profileInForce(): Profile | undefined;
  /** The profiles to sign in with are others from now on; also called once by `start`. */
  onChanged(profiles: Profile[]): void;
  /** Has Chrome call `refreshIfDue` at this time, milliseconds since the epoch; undefined: not at all. */
  wakeAt(at: number | undefined): void;
  now(): number;
  log: Logger;
}

/** What Chrome's policy says of profiles. */
export interface ProfilePolicy {
  profileText?: string | undefined;
  profileAddress?: string | undefined;
}

/** The profiles that one can sign in with: brought by a policy or by the user, fetched, kept, and which wins. */
export class ProfileShelf {
  private readonly slots: ProfileSlots;
  private readonly refreshing: ProfileRefresh;
  /** Of a policy that holds the profile itself. */
  private policyText: string | undefined;
  /** Settled when the policy that was told last is followed. */
  private policyUsed: Promise<unknown> = Promise.resolve();
  /** Counts what the user has brought: the last one wins, in whatever order the answers come. */
  private turn = 0;

  constructor(private readonly options: ProfileShelfOptions) {
    const { local, session, wakeAt, now } = options;
    this.slots = new ProfileSlots({ ...options, kept: new KeptProfiles(local) });
    const sources = () => this.sources();
    this.refreshing = new ProfileRefresh({ session, sources, ask: (name) => this.ask(name), wakeAt, now });
  }

  /** Those kept from before are read when they are first asked for. */
  async all(): Promise<Profile[]> {
    await this.slots.ready();
    return this.slots.profiles();
  }

  /** Once calls have been taken up again: tells of the profiles, and asks for newer ones when it is time. */
  async start(): Promise<void> {
    await this.slots.ready();
    this.slots.start();
    this.refreshIfDue();
  }

  /** What had to wait for the end of the last call is told now. */
  callsOver(): void {
    this.slots.callsOver();
  }

  /** Never rejects; what came of it is in the snapshot. */
  refreshIfDue(): void {
    this.inBackground(this.refreshing.ifDue());
  }

  permissionsAdded(): void {
    this.inBackground(this.refreshing.again('permission-needed'));
  }

  networkBack(): void {
    this.inBackground(this.refreshing.again('unreachable'));
  }

  /** A text that the user brings. Throws PhoneError 'profile-too-long', 'set-by-policy'. */
  async load(text: string): Promise<ProfileFetchResult> {
    if (text.length > longestText) throw new PhoneError('profile-too-long', `${text.length} characters`);
    return this.bring(originOfText('text', text), { text });
  }

  /** An address that the user brings, perhaps found by their e-mail address. Throws PhoneError 'set-by-policy'. */
  useAddress({ url, email }: { url: string; email?: string | undefined }): Promise<ProfileFetchResult> {
    const origin = originOfAddress(url, email);
    return this.bring(Promise.resolve(origin), { url: origin.url });
  }

  private async bring(origin: Promise<ProfileOrigin>, place: TextPlace): Promise<ProfileFetchResult> {
    const turn = ++this.turn;
    const wanted = await origin;
    await this.slots.ready();
    this.refuseWhereSetByPolicy();
    const before = this.slots.get('brought')?.good?.content;
    const { slot, result } = await this.gather(wanted, place, before, () => this.slots.get('brought'));
    // Nothing that can be used replaces nothing.
    if (turn !== this.turn || result.accepted === 0) return result;
    await this.slots.set('brought', slot);
    await this.refreshing.asked('brought');
    return result;
  }

  /** Fetches again now what is fetched. */
  async refresh(): Promise<ProfileFetchResult> {
    await this.slots.ready();
    await this.refreshing.now();
    const { profileSource, profiles } = this.options.store.snapshot;
    const { failure, problems = [] } = profileSource ?? {};
    return { accepted: profiles.length, problems, ...(failure && { failure }) };
  }

  /** Forgets what the user brought; a policy stays. */
  async forget(): Promise<void> {
    await this.slots.ready();
    this.turn++;
    await this.slots.set('brought', undefined);
    this.refreshIfDue();
  }

  /**
   * What Chrome's policy says of profiles: to be told at each start of the worker and at each change. A text is
   * read before this settles; an address is fetched in the background.
   */
  usePolicy(policy: ProfilePolicy): Promise<void> {
    const used = this.policyUsed.then(() => this.followPolicy(policy));
    this.policyUsed = used.catch(() => undefined);
    return used;
  }

  private async followPolicy({ profileText: text, profileAddress }: ProfilePolicy): Promise<void> {
    await this.slots.ready();
    this.policyText = text;
    const wanted = await originOfPolicy(text, profileAddress);
    const before = this.slots.get('policy');
    if (!wanted) {
      if (!before) return;
      this.options.log.info('profiles: no longer set by a policy');
      await this.slots.set('policy', undefined);
    } else if (!before || !isSameOrigin(before.wanted, wanted)) {
      this.options.log.info(`profiles: set by a policy, ${wanted.url ? shownUrl(wanted.url) : 'as a text'}`);
      const good = before?.good && { good: before.good };
      if (text === undefined || settingsFilesOf(text).length > 0) {
        await this.slots.set('policy', { wanted, since: this.options.now(), ...good });
      } else {
        const current = () => this.slots.get('policy');
        const { slot } = await this.gather(wanted, { text }, before?.good?.content, current);
        await this.slots.set('policy', slot);
      }
    }
    this.refreshIfDue();
  }

  /** Asks the origin of a slot again. */
  private async ask(name: SlotName): Promise<void> {
    const before = this.slots.get(name);
    const place = before && this.placeOf(name, before);
    if (!before || !place) return;
    const { slot } = await this.gather(before.wanted, place, before.good?.content, () => before);
    // What has come meanwhile is newer.
    if (this.slots.get(name) === before) await this.slots.set(name, slot);
  }

  private async gather(
    wanted: ProfileOrigin,
    place: TextPlace,
    content: Gathered['content'],
    before: () => ProfileSlot | undefined,
  ): Promise<{ slot: ProfileSlot; result: ProfileFetchResult }> {
    const gathered = await gatherProfiles(place, content, this.options.fetchText);
    const reading = gathered.content && this.slots.readingOf(gathered.content);
    if (reading?.profiles.length === 0 && 'url' in place) {
      gathered.failure ??= { code: 'no-profile', url: shownUrl(place.url) };
    }
    const result = resultOf(reading, gathered);
    const codes = result.problems.map(({ code }) => code).join(' ');
    this.options.log.info(`profiles: ${result.accepted} of ${wanted.kind}, ${codes}`);
    return { slot: nextSlot(before(), wanted, gathered, reading, this.options.now()), result };
  }

  private placeOf(name: SlotName, { wanted, good }: ProfileSlot): TextPlace | undefined {
    if (wanted.url !== undefined) return { url: wanted.url };
    const text = name === 'policy' ? this.policyText : good?.content.text;
    return text === undefined ? undefined : { text };
  }

  /** What is fetched: of the user's only while no policy has given anything. */
  private sources(): FetchedSource[] {
    const ruled = this.slots.get('policy')?.good !== undefined;
    const names: SlotName[] = ruled ? ['policy'] : ['policy', 'brought'];
    return names.flatMap((name) => {
      const slot = this.slots.get(name);
      const place = slot && this.placeOf(name, slot);
      if (!slot || !place || ('text' in place && settingsFilesOf(place.text).length === 0)) return [];
      const good = slot.good && isSameOrigin(slot.good, slot.wanted) ? slot.good : undefined;
      const everyDays = good ? this.slots.readingOf(good.content).everyDays : 1;
      return [{ name, checkedAt: good?.checkedAt, failure: slot.failure, everyDays }];
    });
  }

  private refuseWhereSetByPolicy(): void {
    const { profileSource } = this.options.store.snapshot;
    const inUse = this.slots.inUse();
    if (inUse && isSetByPolicy(inUse.kind)) throw new PhoneError('set-by-policy', profileSource?.kind);
  }

  private inBackground(work: Promise<void>): void {
    work.catch((error) => this.options.log.error(`profiles not kept: ${String(error)}`));
  }
}
