import type { IntentArgs } from '../contract/protocol';
import type { Logger } from '../log/logger';
import { ConfirmWindow } from './confirm-window';
import { DialRequests } from './dial-requests';
import type { OutsideHandlers } from './intents';
import type { SessionStorage } from './kept-state';
import type { Store } from './store';
import { isPhoneShown, showWindow } from './windows';

export interface OutsideOptions {
  store: Store;
  session: SessionStorage;
  /** Throws PhoneError when the call cannot be placed. */
  dial(wanted: IntentArgs<'dial'>): Promise<{ callId: string }>;
  logger(source: string): Logger;
}

/** All the ways by which a call can be asked for from outside of the phone. */
export class Outside {
  readonly requests: DialRequests;
  readonly window: ConfirmWindow;

  constructor({ store, session, dial, logger }: OutsideOptions) {
    this.window = new ConfirmWindow(session, logger('background/confirm-window'));
    this.requests = new DialRequests({
      store,
      session,
      window: this.window,
      dial,
      showPhone,
      newId: () => crypto.randomUUID(),
      log: logger('background/dial-requests'),
    });
  }

  readonly handlers: OutsideHandlers = {
    'confirm-dial': (confirmed) => this.requests.confirm(confirmed),
    'dismiss-dial': ({ requestId }) => this.requests.dismiss(requestId),
    'hand-over-dial': ({ requestId }) => this.requests.handedOver(requestId),
    'show-phone': () => showWindow(),
  };

  /** Some window of the browser. */
  async windowClosed(windowId: number): Promise<void> {
    if (await this.window.wasClosed(windowId)) await this.requests.windowClosed();
  }
}

/** A call that has been placed is seen: in the side panel, where that is open, or in the phone's own window. */
async function showPhone(): Promise<void> {
  if (!(await isPhoneShown('SIDE_PANEL'))) await showWindow();
}
