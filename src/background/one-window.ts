/** Where its id outlives the worker. */
export interface WindowMemory {
  id(): Promise<number | undefined>;
  keep(id: number | undefined): Promise<unknown>;
}

export interface OneWindowOptions {
  page: string;
  /** Pixels. */
  size: { width: number; height: number };
  /** How it comes to the front, besides getting the focus. */
  toFront?: chrome.windows.UpdateInfo;
  memory?: WindowMemory;
}

/**
 * A window of ours of which there is one at most. What is asked of it is done in that order, one after the other: a
 * window may be closed, by a person or by us, before Chrome has answered that it is open. Whatever fails rejects, but
 * for closing a window that is gone.
 */
export class OneWindow {
  private last: Promise<unknown> = Promise.resolve();
  /** Its page is not known to Chrome at once. */
  private openedLast: number | undefined;

  constructor(private readonly options: OneWindowOptions) {}

  /** Brings it to the front, or opens it. */
  show(): Promise<void> {
    return this.inTurn(() => this.focusOrOpen());
  }

  /** @returns false when there was none */
  close(): Promise<boolean> {
    return this.inTurn(async () => {
      const ids = await this.ids();
      this.openedLast = undefined;
      const closed = await Promise.all(ids.map(isClosed));
      return closed.includes(true);
    });
  }

  /** Whether that was the window, and no other has taken its place. For one with a memory. */
  wasClosed(windowId: number): Promise<boolean> {
    return this.inTurn(async () => {
      if ((await this.options.memory?.id()) !== windowId) return false;
      this.openedLast = undefined;
      await this.options.memory?.keep(undefined);
      return true;
    });
  }

  private async focusOrOpen(): Promise<void> {
    const { page, size, toFront, memory } = this.options;
    const wanted = { focused: true, drawAttention: true, ...toFront };
    for (const id of await this.ids()) {
      const focused = await chrome.windows.update(id, wanted).catch(() => undefined);
      if (focused) return;
    }
    const url = chrome.runtime.getURL(page);
    const opened = await chrome.windows.create({ url, type: 'popup', focused: true, ...size });
    this.openedLast = opened?.id;
    if (opened?.id !== undefined) await memory?.keep(opened.id);
  }

  private async ids(): Promise<number[]> {
    const { page, memory } = this.options;
    const documentUrls = [chrome.runtime.getURL(page)];
    const [contexts, kept] = await Promise.all([chrome.runtime.getContexts({ documentUrls }), memory?.id()]);
    const known = [kept, this.openedLast, ...contexts.map(({ windowId }) => windowId)];
    return [...new Set(known)].filter((id): id is number => id !== undefined && id >= 0);
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}

/** False when it was gone before. */
function isClosed(windowId: number): Promise<boolean> {
  return chrome.windows.remove(windowId).then(
    () => true,
    () => false,
  );
}
