import { CompanyDirectory, type CompanyDirectoryOptions } from './company-directory';
import { createFetcher } from './profile-fetcher';

/** Chrome's alarm for `CompanyDirectory.follow`. */
export const companyAlarm = 'refresh-directory';

export interface OpenCompanyDirectoryOptions
  extends Omit<CompanyDirectoryOptions, 'fetchText' | 'wakeAt' | 'now'> {}

/** The company's directory with Chrome behind it: its network, its permissions, its alarms, and who is signed in. */
export function openCompanyDirectory(options: OpenCompanyDirectoryOptions): CompanyDirectory {
  const { store, log } = options;
  const company = new CompanyDirectory({
    ...options,
    fetchText: createFetcher({
      fetch: (url, init) => fetch(url, init),
      permitted: (origin) => chrome.permissions.contains({ origins: [origin] }),
      log,
    }),
    wakeAt: (at) => {
      const set: Promise<unknown> =
        at === undefined
          ? chrome.alarms.clear(companyAlarm)
          : chrome.alarms.create(companyAlarm, { when: at });
      set.catch((error) => log.error(`no alarm: ${String(error)}`));
    },
    now: () => Date.now(),
  });
  store.subscribe(({ identity, profiles }, before) => {
    // Whose profile is in use says where the directory is.
    if (identity?.profileId !== before.identity?.profileId || profiles !== before.profiles) {
      company.follow().catch((error) => log.error(`company directory: ${String(error)}`));
    }
  });
  return company;
}
