import type { ProfileFetchResult } from '../contract/protocol';
import { settingsFilesOf } from '../domain/profile-content';
import type { Logger } from '../log/logger';
import type { GoodProfiles, ProfileSlot, SlotName } from './kept-profiles';
import { type FetchText, shownUrl } from './profile-fetcher';
import { type Gathered, gatherProfiles, type TextPlace } from './profile-gatherer';
import { isSameOrigin, type ProfileOrigin } from './profile-origin';
import type { FetchedSource } from './profile-refresh';
import { nextSlot, type ProfileSlots, resultOf } from './profile-slots';

export interface ProfileAskerOptions {
  slots: ProfileSlots;
  fetchText: FetchText;
  now(): number;
  log: Logger;
}

/** Asks where profiles come from, and makes of the answer what the slot holds next. */
export class ProfileAsker {
  /** Of a policy that holds the profile itself. */
  policyText: string | undefined;

  constructor(private readonly options: ProfileAskerOptions) {}

  /** What is fetched: of the user's only while no policy has given anything. */
  sources(): FetchedSource[] {
    const { slots } = this.options;
    const ruled = slots.get('policy')?.good !== undefined;
    const names: SlotName[] = ruled ? ['policy'] : ['policy', 'brought'];
    return names.flatMap((name) => {
      const slot = slots.get(name);
      const place = slot && this.placeOf(name, slot);
      if (!slot || !place || ('text' in place && settingsFilesOf(place.text).length === 0)) return [];
      const good = givenBy(slot);
      const everyDays = good ? slots.readingOf(good.content).everyDays : 1;
      return [{ name, checkedAt: good?.checkedAt, failure: slot.failure, everyDays }];
    });
  }

  /** Asks the origin of a slot again. Rejects when what came could not be kept. */
  async ask(name: SlotName): Promise<void> {
    const { slots } = this.options;
    const before = slots.get(name);
    const place = before && this.placeOf(name, before);
    if (!before || !place) return;
    const { slot } = await this.gather(before.wanted, place, before.good?.content, () => before);
    const meanwhile = slots.get(name);
    if (meanwhile === before) await slots.set(name, slot);
    // What has come meanwhile is newer, and it may be an address that waits to be asked.
    else if (meanwhile && !givenBy(meanwhile)) await this.ask(name);
  }

  /**
   * @param content what the slot gave last
   * @param before the slot, once the answer is there
   */
  async gather(
    wanted: ProfileOrigin,
    place: TextPlace,
    content: Gathered['content'],
    before: () => ProfileSlot | undefined,
  ): Promise<{ slot: ProfileSlot; result: ProfileFetchResult }> {
    const { slots, fetchText, now, log } = this.options;
    const gathered = await gatherProfiles(place, content, fetchText);
    const reading = gathered.content && slots.readingOf(gathered.content);
    if (reading?.profiles.length === 0 && 'url' in place) {
      gathered.failure ??= { code: 'no-profile', url: shownUrl(place.url) };
    }
    const result = resultOf(reading, gathered);
    const codes = result.problems.map(({ code }) => code).join(' ');
    log.info(`profiles: ${result.accepted} of ${wanted.kind}, ${codes}`);
    return { slot: nextSlot(before(), wanted, gathered, reading, now()), result };
  }

  private placeOf(name: SlotName, { wanted, good }: ProfileSlot): TextPlace | undefined {
    if (wanted.url !== undefined) return { url: wanted.url };
    const text = name === 'policy' ? this.policyText : good?.content.text;
    return text === undefined ? undefined : { text };
  }
}

/** What the origin that is wanted has given, and not an earlier one. */
function givenBy({ wanted, good }: ProfileSlot): GoodProfiles | undefined {
  return good && isSameOrigin(good, wanted) ? good : undefined;
}
