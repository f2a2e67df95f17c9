// Chromium with Ringtab loaded, for the scripts and for the tests of the extension.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import puppeteer, {
  type Browser,
  type Connection,
  type Page,
  type Protocol,
  type Target,
  TargetType,
  type WebWorker,
} from 'puppeteer-core';
import { findChrome } from './find-chrome.mjs';

export type ScreenName = 'popup' | 'side-panel' | 'window' | 'confirm' | 'settings' | 'welcome';

export interface LaunchOptions {
  headless?: boolean;
  /** The browser's language, for example 'fr'; without it the person's own. */
  lang?: string;
  /** A home folder whose NSS database (.pki/nssdb) holds the CAs to trust; Linux only. */
  nssHome?: string;
  /** A WAV file (48 kHz, 16 bit, mono) that is the microphone, played in a loop. */
  fakeAudioFile?: string;
  /** The microphone permission is given without a question. True when there is a fake microphone. */
  grantMicrophone?: boolean;
  /** Installing opens the welcome screen; it is closed again unless this is true. */
  keepWelcome?: boolean;
  /** Pages that are left stay as they are for whoever comes back; puppeteer has them loaded anew otherwise. */
  keepPagesLeft?: boolean;
  extraArgs?: string[];
  /** The built extension; `dist` unless told. */
  extensionDir?: string;
  /** Kept when it is named; otherwise a new one that goes away with the browser. */
  userDataDir?: string;
}

export interface ScreenOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  reducedMotion?: boolean;
  /** Appended to the address, for example '#profile'. */
  hash?: string;
}

const startMs = 20_000;
/** A worker that has ended is told of within so many milliseconds, or not at all. */
const placeKeptMs = 3_000;

/** Puppeteer's own way to a target that it is to know. */
interface Attaching {
  _createSession(targetInfo: Protocol.Target.TargetInfo, isAutoAttachEmulated: boolean): Promise<unknown>;
}

const testArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // One process more for each page, kept ready for the next.
  '--disable-features=SpareRendererForSitePerProcess',
  // Where loopback is the only network, calls have no other way.
  '--allow-loopback-in-peer-connection',
];

function argumentsFor(options: LaunchOptions, headless: boolean): string[] {
  const { fakeAudioFile, grantMicrophone = fakeAudioFile !== undefined, lang, extraArgs = [] } = options;
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--hide-crash-restore-bubble',
    ...(headless ? testArgs : []),
    // Chromium's sandbox does not run as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(grantMicrophone ? ['--use-fake-ui-for-media-stream'] : []),
    ...(fakeAudioFile
      ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${resolve(fakeAudioFile)}`]
      : []),
    ...(lang ? [`--lang=${lang}`] : []),
    ...extraArgs,
  ];
}

// On Linux the language comes from the environment, not from --lang.
function environmentFor({ lang, nssHome }: LaunchOptions): Record<string, string | undefined> {
  return {
    ...process.env,
    ...(lang ? { LANGUAGE: lang } : {}),
    ...(nssHome ? { HOME: nssHome } : {}),
  };
}

/** Under the project, because a snap of Chromium cannot see the system's temporary folder. */
export function makeTemporaryFolder(name: string): string {
  mkdirSync(resolve('out'), { recursive: true });
  return mkdtempSync(join(resolve('out'), `${name}-`));
}

/** A running browser with Ringtab in it. `close` ends the browser and forgets what was temporary. */
export class RingtabBrowser {
  private offscreenPage: { target: Target; page: Page } | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    readonly browser: Browser,
    readonly extensionId: string,
    private readonly forget: () => void,
  ) {}

  /** The address of a screen or another file of the extension. */
  url(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  /**
   * Opens a screen in a window of its own: a tab behind another does not render, and questions about its
   * accessibility tree are then never answered.
   */
  async openScreen(name: ScreenName, options: ScreenOptions = {}): Promise<Page> {
    const { width = 360, height = 640, dark, reducedMotion, hash = '' } = options;
    const page = await this.browser.newPage({ type: 'window', windowBounds: { width, height: height + 90 } });
    if (options.width !== undefined || options.height !== undefined || dark !== undefined) {
      await page.setViewport({ width, height });
    }
    const features = [
      ...(dark === undefined ? [] : [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]),
      ...(reducedMotion ? [{ name: 'prefers-reduced-motion', value: 'reduce' }] : []),
    ];
    if (features.length > 0) await page.emulateMediaFeatures(features);
    await page.goto(this.url(`${name}.html${hash}`));
    return page;
  }

  /** The service worker; waits until there is one, and does not wake it. */
  async worker(): Promise<WebWorker> {
    const target = await this.browser.waitForTarget((each) => this.isWorker(each), { timeout: startMs });
    const worker = await target.worker();
    if (!worker) throw new Error('The service worker went away while it was being looked at.');
    return worker;
  }

  /** Ends the service worker as Chrome does when it has been idle; resolves when it is gone. */
  async killWorker(): Promise<void> {
    const target = this.browser.targets().find((each) => this.isWorker(each));
    const worker = await target?.worker();
    if (!target || !worker) return;
    const connection = worker.client.connection();
    if (!connection) return;
    const { targetId } = (await worker.client.send('Target.getTargetInfo')).targetInfo;
    const gone = new Promise<true>((done) => {
      const look = (destroyed: { targetId: string }) => {
        if (destroyed.targetId !== targetId) return;
        connection.off('Target.targetDestroyed', look);
        done(true);
      };
      connection.on('Target.targetDestroyed', look);
    });
    await worker.evaluate(() => Object.assign(globalThis, { isToDie: true }));
    // Detached first: Chrome keeps the place of a worker that is debugged for the next one, which would then
    // wait for a debugger that knows nothing of it.
    await connection.send('Target.detachFromTarget', { sessionId: worker.client.id() });
    await connection.send('Target.closeTarget', { targetId });
    const late = new Promise<false>((done) => setTimeout(() => done(false), placeKeptMs));
    if (await Promise.race([gone, late])) return;
    await this.meetNextWorker(connection, targetId);
  }

  /**
   * A worker that is woken while it dies, as by the end of the offscreen document, begins its next life in the same
   * place. DevTools say nothing of it, and puppeteer would go on talking to the dead.
   */
  private async meetNextWorker(connection: Connection, targetId: string): Promise<void> {
    const kept = await connection.send('Target.getTargetInfo', { targetId }).catch(() => undefined);
    // It has ended after all, which a busy machine has told late.
    if (!kept) return;
    const { targetInfo } = kept;
    connection.emit('Target.targetDestroyed', { targetId });
    await (connection as unknown as Attaching)._createSession(targetInfo, true);
    const next = await this.worker();
    if (await next.evaluate(() => 'isToDie' in globalThis))
      throw new Error('The service worker did not end.');
  }

  /** The offscreen document, where the media is; waits until there is one. */
  async offscreen(timeout = startMs): Promise<Page> {
    const target = await this.browser.waitForTarget((each) => this.isOffscreen(each), { timeout });
    if (this.offscreenPage?.target === target) return this.offscreenPage.page;
    const page = await target.asPage();
    this.offscreenPage = { target, page };
    return page;
  }

  /** Waits until a new installation has shown its welcome screen. */
  async welcomed(keep: boolean): Promise<void> {
    const address = this.url('welcome.html');
    const target = await this.browser.waitForTarget((each) => each.url().startsWith(address), {
      timeout: startMs,
    });
    const page = await target.page();
    if (keep || !page) return;
    // Closed while Chromium still fetches its texts, it would leave every screen without any.
    await rendered(page);
    await page.close();
  }

  hasOffscreen(): boolean {
    return this.browser.targets().some((each) => this.isOffscreen(each));
  }

  close(): Promise<void> {
    this.closing ??= this.browser.close().finally(this.forget);
    return this.closing;
  }

  /** Ends the browser as a crash does: nobody is asked, nothing is written any more. */
  async crash(): Promise<void> {
    const browserProcess = this.browser.process();
    if (browserProcess && browserProcess.exitCode === null) {
      const over = new Promise<void>((resolve) => browserProcess.once('exit', () => resolve()));
      browserProcess.kill('SIGKILL');
      await over;
    }
    this.closing ??= Promise.resolve().then(this.forget);
    return this.closing;
  }

  private isWorker(target: Target): boolean {
    return target.type() === TargetType.SERVICE_WORKER && this.isOurs(target);
  }

  private isOffscreen(target: Target): boolean {
    return target.type() === TargetType.BACKGROUND_PAGE && this.isOurs(target);
  }

  private isOurs(target: Target): boolean {
    return target.url().startsWith(`chrome-extension://${this.extensionId}/`);
  }
}

/**
 * Opens the browser that `findChrome` finds, with the extension loaded over the debugging pipe, the one
 * way that works for branded Chrome too. Throws when there is no browser or no built extension.
 */
export async function launch(options: LaunchOptions = {}): Promise<RingtabBrowser> {
  try {
    return await launchOnce(options);
  } catch (error) {
    const { headless = true, extraArgs = [] } = options;
    // In many containers a plain user's browser cannot make its sandbox either. A person's own browser
    // is not opened without one.
    if (process.platform !== 'linux' || !headless || !cannotStart(error)) throw error;
    return launchOnce({ ...options, extraArgs: [...extraArgs, '--no-sandbox'] });
  }
}

function cannotStart(error: unknown): boolean {
  return error instanceof Error && /Target closed|Failed to launch|sandbox/i.test(error.message);
}

async function launchOnce(options: LaunchOptions): Promise<RingtabBrowser> {
  const { headless = true, extensionDir = 'dist', userDataDir } = options;
  const chrome = findChrome();
  if (!chrome) throw new Error('No Chrome or Chromium was found; CHROME_PATH can say where one is.');
  const profileFolder = userDataDir ?? makeTemporaryFolder('chrome');
  const forget = () => {
    if (!userDataDir) rmSync(profileFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  let browser: Browser | undefined;
  try {
    browser = await puppeteer.launch({
      executablePath: chrome.path,
      headless,
      pipe: true,
      enableExtensions: [resolve(extensionDir)],
      userDataDir: profileFolder,
      env: environmentFor(options),
      args: argumentsFor(options, headless),
      defaultViewport: null,
      ignoreDefaultArgs: [
        // A person's browser need not say that it is driven by automated software.
        ...(headless ? [] : ['--enable-automation']),
        ...(options.keepPagesLeft ? ['--disable-back-forward-cache'] : []),
      ],
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: startMs,
    });
    const worker = await browser.waitForTarget(isExtensionWorker, { timeout: startMs });
    const ringtab = new RingtabBrowser(browser, new URL(worker.url()).host, forget);
    // It would come in front of the screen that is opened next. Loaded over the pipe, the extension is
    // installed anew at each start, in a folder that was kept as well; its storage stays.
    await ringtab.welcomed(options.keepWelcome === true);
    return ringtab;
  } catch (error) {
    await browser?.close();
    forget();
    throw error;
  }
}

async function rendered(page: Page): Promise<void> {
  const deadline = performance.now() + startMs;
  for (;;) {
    try {
      await page.evaluate(hasRendered);
      return;
    } catch (error) {
      // A page that is just being opened goes through an empty document or two.
      if (performance.now() > deadline) throw error;
    }
  }
}

/** Runs in the page, where tsx's helpers are missing: no named functions. Resolves when the screen shows something. */
function hasRendered(): Promise<void> {
  return new Promise((rendered) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('#root')?.hasChildNodes()) rendered();
    });
    observer.observe(document, { subtree: true, childList: true });
    if (document.querySelector('#root')?.hasChildNodes()) rendered();
  });
}

/** Chrome has workers of its own extensions; ours is the one with our file name. */
function isExtensionWorker(target: Target): boolean {
  return (
    target.type() === TargetType.SERVICE_WORKER &&
    /^chrome-extension:\/\/[a-p]{32}\/service-worker\.js$/.test(target.url())
  );
}
