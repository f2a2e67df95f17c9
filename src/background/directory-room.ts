import type { FetchFailureCode } from '../domain/profile-source';
import type { Logger } from '../log/logger';
import type { CompanyAddress, CompanyDirectory } from './company-directory';
import { ContactImport } from './contact-import';
import { Directory } from './directory';
import { keepAwake } from './keep-awake';
import type { LocalStorage, SessionStorage } from './kept-state';
import { openCompanyDirectory } from './open-company-directory';
import { orLog, type StorageHealth } from './storage-health';
import type { Store } from './store';

export interface DirectoryRoomOptions {
  store: Store;
  session: SessionStorage;
  local: LocalStorage;
  health: StorageHealth;
  /** The address of the company's directory in the profile in use. */
  profileUrl(): Promise<string | undefined>;
  logger(source: string): Logger;
}

/** All that has to do with contacts, put together: the user's own, those brought in from files, the company's. */
export class DirectoryRoom {
  readonly directory: Directory;
  readonly imports: ContactImport;
  readonly company: CompanyDirectory;
  private readonly log: Logger;
  private policyUrl: string | undefined;

  constructor(private readonly options: DirectoryRoomOptions) {
    const { store, session, local, health, logger } = options;
    const now = Date.now;
    this.log = logger('background/directory-room');
    this.directory = new Directory({ store, health, now, log: logger('background/directory') });
    const { directory } = this;
    const log = logger('background/contact-import');
    this.imports = new ContactImport({ store, directory, keepAwake, now, log });
    this.company = openCompanyDirectory({
      store,
      local,
      session,
      directory,
      address: () => this.companyAddress(),
      log: logger('background/company-directory'),
    });
  }

  /** Goes on with what the worker's death has interrupted. */
  start(): void {
    void orLog(this.directory.start(), this.log);
    void orLog(this.imports.start(), this.log);
    this.follow();
  }

  /** Where the policy says that the company's directory is; `follow` looks there. */
  usePolicy(url: string | undefined): void {
    this.policyUrl = url;
  }

  /** The company's directory may be elsewhere now, or due. */
  follow(): void {
    void orLog(this.company.follow(), this.log);
  }

  /** What the company's directory could not be had for may be over. */
  retry(failed: FetchFailureCode): void {
    const { failure } = this.options.store.snapshot.companyDirectory ?? {};
    if (failure?.code === failed) void orLog(this.company.refresh(), this.log);
  }

  /** A policy's comes before the profile's. */
  private async companyAddress(): Promise<CompanyAddress | undefined> {
    if (this.policyUrl !== undefined) return { url: this.policyUrl, by: 'policy' };
    const url = await this.options.profileUrl();
    return url === undefined ? undefined : { url, by: 'profile' };
  }
}
