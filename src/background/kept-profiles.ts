import { PhoneError } from '../contract/phone-error';
import { type Sealed, seal, unseal } from '../data/kept-secrets';
import type { ProfileContent } from '../domain/profile-content';
import type { ProfileProblem } from '../domain/profile-problem';
import type { FetchFailure } from '../domain/profile-source';
import type { LocalStorage } from './kept-state';
import { originOfText, type ProfileOrigin } from './profile-origin';

/** What an origin gave last that has profiles in it. Times are milliseconds since the epoch. */
export interface GoodProfiles extends ProfileOrigin {
  content: ProfileContent;
  receivedAt: number;
  checkedAt?: number;
}

/** What is known of one of the two that may bring profiles. */
export interface ProfileSlot {
  wanted: ProfileOrigin;
  /** When that was first wanted. */
  since: number;
  /** May come from an earlier origin, until the one that is wanted has given something. */
  good?: GoodProfiles;
  /** Why not all could be had, the last time it was tried. */
  failure?: FetchFailure & { at: number };
  /** What is to be mended in what the wanted one gave, when nothing of that can be used. */
  refused?: ProfileProblem[];
}

/** Chrome's policy, and the user. */
export type SlotName = 'policy' | 'brought';

const keys = { policy: 'policyProfiles', brought: 'broughtProfiles' } as const;

/** Keeps what was brought on disk, sealed: it may hold a TURN password, and its address a token. */
export class KeptProfiles {
  private writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly local: LocalStorage) {}

  /** @param now for what an earlier version kept, which does not say when it came */
  async read(now: number): Promise<Partial<Record<SlotName, ProfileSlot>>> {
    const kept = await this.local.read(['policyProfiles', 'broughtProfiles', 'profiles']);
    const policy = kept.policyProfiles && parse(await unseal(kept.policyProfiles));
    const brought = kept.broughtProfiles
      ? parse(await unseal(kept.broughtProfiles))
      : kept.profiles && (await this.adopt(kept.profiles, now));
    return { ...(policy && { policy }), ...(brought && { brought }) };
  }

  /** So that the next worker does not take it for something that has just come. */
  private async adopt(sealed: Sealed, now: number): Promise<ProfileSlot | undefined> {
    const slot = await pastedBefore(await unseal(sealed), now);
    await this.write('brought', slot).catch(() => undefined);
    return slot;
  }

  /** Writes keep their order. Rejects with PhoneError 'storage-failed' when the disk is full. */
  write(name: SlotName, slot: ProfileSlot | undefined): Promise<void> {
    const write = async () => {
      if (slot) await this.local.write({ [keys[name]]: await seal(JSON.stringify(slot)) });
      else await this.local.remove(keys[name]);
      if (name === 'brought') await this.local.remove('profiles');
    };
    const written = this.writing.then(write);
    this.writing = written.catch(() => undefined);
    return written.catch((error) => {
      throw new PhoneError('storage-failed', String(error));
    });
  }
}

/** Undefined when it was sealed under a key that is gone. */
function parse(slot: string | undefined): ProfileSlot | undefined {
  return slot === undefined ? undefined : JSON.parse(slot);
}

async function pastedBefore(text: string | undefined, now: number): Promise<ProfileSlot | undefined> {
  if (text === undefined) return undefined;
  const wanted = await originOfText('text', text);
  return { wanted, since: now, good: { ...wanted, content: { text, files: [] }, receivedAt: now } };
}
