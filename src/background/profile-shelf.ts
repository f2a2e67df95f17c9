import { PhoneError } from '../contract/phone-error';
import type { ProfileFetchResult } from '../contract/protocol';
import type { Profile } from '../domain/profile';
import { settingsFilesOf } from '../domain/profile-content';
import { isSetByPolicy } from '../domain/profile-source';
import type { Logger } from '../log/logger';
import { KeptProfiles, type ProfileSlot, type SlotName } from './kept-profiles';
import type { LocalStorage, SessionStorage } from './kept-state';
import { ProfileAsker } from './profile-asker';
import { type FetchText, longestText, shownUrl } from './profile-fetcher';
import type { TextPlace } from './profile-gatherer';
import {
  isSameOrigin,
  originOfAddress,
  originOfPolicy,
  originOfText,
  type ProfileOrigin,
} from './profile-origin';
import { ProfileRefresh } from './profile-refresh';
import { ProfileSlots } from './profile-slots';
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
  private readonly asker: ProfileAsker;
  private readonly refreshing: ProfileRefresh;
  /** Settled when the policy that was told last is followed. */
  private policyUsed: Promise<unknown> = Promise.resolve();
  /** Counts what the user has brought: the last one wins, in whatever order the answers come. */
  private turn = 0;

  constructor(private readonly options: ProfileShelfOptions) {
    const { local, session, wakeAt, now } = options;
    this.slots = new ProfileSlots({ ...options, kept: new KeptProfiles(local) });
    this.asker = new ProfileAsker({ ...options, slots: this.slots });
    const sources = () => this.asker.sources();
    const ask = (name: SlotName) => this.asker.ask(name);
    this.refreshing = new ProfileRefresh({ session, sources, ask, wakeAt, now });
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
    const { slot, result } = await this.asker.gather(wanted, place, before, () => this.slots.get('brought'));
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
    this.asker.policyText = text;
    const wanted = await originOfPolicy(text, profileAddress);
    const before = this.slots.get('policy');
    if (!wanted) {
      if (!before) return;
      this.options.log.info('profiles: no longer set by a policy');
      await this.setPolicy(undefined);
    } else if (!before || !isSameOrigin(before.wanted, wanted)) {
      this.options.log.info(`profiles: set by a policy, ${wanted.url ? shownUrl(wanted.url) : 'as a text'}`);
      const good = before?.good && { good: before.good };
      if (text === undefined || settingsFilesOf(text).length > 0) {
        await this.setPolicy({ wanted, since: this.options.now(), ...good });
      } else {
        const current = () => this.slots.get('policy');
        const { slot } = await this.asker.gather(wanted, { text }, before?.good?.content, current);
        await this.setPolicy(slot);
      }
    }
    this.refreshIfDue();
  }

  /** A full disk must not stop the phone: the policy counts all the same, and Chrome tells it to the next worker. */
  private setPolicy(slot: ProfileSlot | undefined): Promise<void> {
    return this.slots
      .set('policy', slot)
      .catch((error) => this.options.log.error(`profiles not kept: ${String(error)}`));
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
