import type { Logger } from '../log/logger';
import type { SessionStorage } from './kept-state';

const page = 'confirm.html';
const size = { width: 400, height: 560 };

/** The one window in which calls asked for from outside are confirmed. */
export class ConfirmWindow {
  private showing: Promise<void> | undefined;
  /** Somebody has asked for it since then, when it may have been closed again already. */
  private askedAgain = false;
  /** Its page is not known to Chrome at once. */
  private openedLast: number | undefined;

  constructor(
    private readonly session: SessionStorage,
    private readonly log: Logger,
  ) {}

  /** Brings it to the front, or opens it: never a second one. Never rejects. */
  show(): Promise<void> {
    if (this.showing) this.askedAgain = true;
    this.showing ??= this.showOnce().finally(() => {
      this.showing = undefined;
    });
    return this.showing;
  }

  /** Never rejects: a window that is gone is closed. */
  async close(): Promise<void> {
    await this.showing;
    const ids = await this.windowIds();
    this.openedLast = undefined;
    await Promise.all(ids.map((id) => chrome.windows.remove(id).catch(() => undefined)));
  }

  /** Whether that was the window, and no other has taken its place. */
  async wasClosed(windowId: number): Promise<boolean> {
    await this.showing;
    const { confirmWindow } = await this.session.read(['confirmWindow']);
    if (confirmWindow !== windowId) return false;
    this.openedLast = undefined;
    await this.session.remove('confirmWindow');
    return true;
  }

  private async showOnce(): Promise<void> {
    do {
      this.askedAgain = false;
      await this.focusOrOpen().catch((error) => this.log.error(`no confirmation window: ${String(error)}`));
    } while (this.askedAgain);
  }

  private async focusOrOpen(): Promise<void> {
    for (const id of await this.windowIds()) {
      const focused = await chrome.windows
        .update(id, { focused: true, drawAttention: true, state: 'normal' })
        .catch(() => undefined);
      if (focused) return;
    }
    const url = chrome.runtime.getURL(page);
    const opened = await chrome.windows.create({ url, type: 'popup', focused: true, ...size });
    this.openedLast = opened?.id;
    if (opened?.id !== undefined) await this.session.write({ confirmWindow: opened.id });
  }

  private async windowIds(): Promise<number[]> {
    const url = chrome.runtime.getURL(page);
    const contexts = await chrome.runtime.getContexts({ documentUrls: [url] });
    const { confirmWindow } = await this.session.read(['confirmWindow']);
    const known = [confirmWindow, this.openedLast, ...contexts.map(({ windowId }) => windowId)];
    return [...new Set(known)].filter((id): id is number => id !== undefined && id >= 0);
  }
}
