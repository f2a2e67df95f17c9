import type { Logger } from '../log/logger';
import type { SessionStorage } from './kept-state';
import { OneWindow } from './one-window';

/** The one window in which calls asked for from outside are confirmed. */
export class ConfirmWindow {
  private readonly window: OneWindow;

  constructor(
    session: SessionStorage,
    private readonly log: Logger,
  ) {
    this.window = new OneWindow({
      page: 'confirm.html',
      size: { width: 400, height: 560 },
      toFront: { state: 'normal' },
      memory: {
        id: async () => (await session.read(['confirmWindow'])).confirmWindow,
        keep: (id) =>
          id === undefined ? session.remove('confirmWindow') : session.write({ confirmWindow: id }),
      },
    });
  }

  /** Brings it to the front, or opens it: never a second one. Never rejects. */
  async show(): Promise<void> {
    await this.window.show().catch((error) => this.log.error(`no confirmation window: ${String(error)}`));
  }

  /** Never rejects: a window that is gone is closed. */
  async close(): Promise<void> {
    await this.window.close().catch((error) => this.log.error(`not closed: ${String(error)}`));
  }

  /** Whether that was the window, and no other has taken its place. */
  wasClosed(windowId: number): Promise<boolean> {
    return this.window.wasClosed(windowId);
  }
}
