import type { PageDialKind } from '../contract/page-dial';
import { askWhenBack } from './ask-wanted';
import { isStopped } from './page-stop';

/**
 * How long a content script works in a page: until the worker takes the site back, until the extension is updated,
 * switched off or removed, or until it is started anew. Then `signal` is aborted, and everything is taken back.
 */
export class PageLifetime {
  private readonly controller = new AbortController();
  private hears = false;

  private constructor(readonly kind: PageDialKind) {}

  /** The one lifetime of this kind in this page; one from before ends. */
  static begin(kind: PageDialKind): PageLifetime {
    const kept = globalThis as { ringtabLifetimes?: Partial<Record<PageDialKind, PageLifetime>> };
    kept.ringtabLifetimes ??= {};
    kept.ringtabLifetimes[kind]?.end();
    const lifetime = new PageLifetime(kind);
    kept.ringtabLifetimes[kind] = lifetime;
    return lifetime;
  }

  /**
   * From now on the worker can end it. Before there is something in the page to take back nobody needs to: what it
   * takes to hear the worker costs a page more than reading it.
   */
  hearWorker(): void {
    if (this.hears) return;
    this.hears = true;
    chrome.runtime.onMessage.addListener(this.hear);
    askWhenBack(this.kind, this);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether Ringtab is still there; ends the lifetime when it is not, as nobody tells a script of that. */
  get lasts(): boolean {
    if (!this.signal.aborted && chrome.runtime?.id === undefined) this.end();
    return !this.signal.aborted;
  }

  end(): void {
    this.controller.abort();
    // Gone with the extension.
    if (this.hears) chrome.runtime?.onMessage?.removeListener(this.hear);
  }

  private readonly hear = (message: unknown): void => {
    // A frame in a sandbox has no origin of its own; its address is still where it comes from.
    const origin = globalThis.origin === 'null' ? location.origin : globalThis.origin;
    if (isStopped(message, this.kind, origin)) this.end();
  };
}
