import { PhoneError } from '../contract/phone-error';
import { seal, unseal } from '../data/kept-secrets';
import { type Profile, parseProfiles } from '../domain/profile';
import type { ProfileProblem } from '../domain/profile-problem';
import type { Logger } from '../log/logger';
import type { LocalStorage } from './kept-state';
import type { Store } from './store';

/** Characters. */
const longestText = 1_000_000;

/** The profiles that one can sign in with, kept as the administrator wrote them. */
export class ProfileShelf {
  private profiles: Profile[] | undefined;
  private restoring: Promise<void> | undefined;

  constructor(private readonly options: { local: LocalStorage; store: Store; log: Logger }) {}

  /** Those kept from before are read when they are first asked for. */
  async all(): Promise<Profile[]> {
    this.restoring ??= this.restore();
    await this.restoring;
    return this.profiles ?? [];
  }

  private async restore(): Promise<void> {
    const { profiles } = await this.options.local.read(['profiles']);
    const text = profiles && (await unseal(profiles));
    if (text !== undefined && !this.profiles) this.use(parseProfiles(text).profiles);
  }

  /** All or nothing: a text with an error in it replaces no profile. Throws PhoneError 'profile-too-long'. */
  async load(text: string): Promise<{ accepted: number; problems: ProfileProblem[] }> {
    if (text.length > longestText) throw new PhoneError('profile-too-long', `${text.length} characters`);
    const { profiles, problems } = parseProfiles(text);
    const faulty = profiles.length === 0 || problems.some(({ severity }) => severity === 'error');
    this.options.log.info(`profiles: ${profiles.length} read, ${problems.map(({ code }) => code).join(' ')}`);
    if (faulty) return { accepted: 0, problems };
    // A profile may hold a TURN password.
    await this.options.local.write({ profiles: await seal(text) });
    this.use(profiles);
    return { accepted: profiles.length, problems };
  }

  private use(profiles: Profile[]): void {
    this.profiles = profiles;
    this.options.store.update({
      profiles: profiles.map(({ id, name, address }) => ({ id, name, address })),
    });
  }
}
