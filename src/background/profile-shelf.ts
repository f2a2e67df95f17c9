import { type Profile, parseProfiles } from '../domain/profile';
import type { ProfileProblem } from '../domain/profile-problem';
import type { Logger } from '../log/logger';
import type { LocalStorage } from './kept-state';
import type { Store } from './store';

/** The profiles that one can sign in with, kept as the administrator wrote them. */
export class ProfileShelf {
  private profiles: Profile[] = [];

  constructor(private readonly options: { local: LocalStorage; store: Store; log: Logger }) {}

  get all(): Profile[] {
    return this.profiles;
  }

  async restore(): Promise<void> {
    const { profilesText } = await this.options.local.read(['profilesText']);
    if (profilesText !== undefined) this.use(parseProfiles(profilesText).profiles);
  }

  /** All or nothing: a text with an error in it replaces no profile. */
  async load(text: string): Promise<{ accepted: number; problems: ProfileProblem[] }> {
    const { profiles, problems } = parseProfiles(text);
    const faulty = profiles.length === 0 || problems.some(({ severity }) => severity === 'error');
    this.options.log.info(`profiles: ${profiles.length} read, ${problems.map(({ code }) => code).join(' ')}`);
    if (faulty) return { accepted: 0, problems };
    await this.options.local.write({ profilesText: text });
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
