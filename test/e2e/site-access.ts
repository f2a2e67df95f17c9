// A site that Ringtab is let into, or locked out of again, in Chrome's own settings, as a person does there.
import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';

/** What Chrome's page of extensions itself calls. */
interface ExtensionsPage {
  addHostPermission(extension: string, host: string): Promise<void>;
  removeHostPermission(extension: string, host: string): Promise<void>;
}

export class SiteAccess {
  private constructor(
    private readonly page: Page,
    private readonly screen: Page,
    private readonly extension: string,
  ) {}

  /** @param screen any of Ringtab's */
  static async open({ browser, extensionId }: RingtabBrowser, screen: Page): Promise<SiteAccess> {
    const page = await browser.newPage();
    await page.goto(`chrome://extensions/?id=${extensionId}`);
    return new SiteAccess(page, screen, extensionId);
  }

  /** What was let in there once, Chrome does not ask about. @param pattern as `http://127.0.0.1/*` */
  async give(pattern: string): Promise<void> {
    await this.call('addHostPermission', pattern);
    const given = await this.screen.evaluate(
      (origin) => chrome.permissions.request({ origins: [origin] }),
      pattern,
    );
    if (!given) throw new Error(`Chrome does not let anybody into ${pattern}.`);
  }

  take(pattern: string): Promise<void> {
    return this.call('removeHostPermission', pattern);
  }

  private call(name: keyof ExtensionsPage, pattern: string): Promise<void> {
    return this.page.evaluate(
      (what, id, host) =>
        (chrome as unknown as { developerPrivate: ExtensionsPage }).developerPrivate[what](id, host),
      name,
      this.extension,
      pattern,
    );
  }
}
