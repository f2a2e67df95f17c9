import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { DialRequest } from '../domain/dial-request';
import type { Logger } from '../log/logger';
import type { ConfirmWindow } from './confirm-window';
import type { SessionStorage } from './kept-state';
import { orLog } from './storage-health';
import type { Store } from './store';

/** UTF-16 units: what is longer is no number. */
const longestNumber = 256;
/** More than the window shows of what stood there: somebody may have selected a whole page. */
const longestWritten = 1_000;

export interface DialRequestsOptions {
  store: Store;
  session: SessionStorage;
  window: Pick<ConfirmWindow, 'show' | 'close'>;
  /** Throws PhoneError when the call cannot be placed. */
  dial(wanted: IntentArgs<'dial'>): Promise<{ callId: string }>;
  showPhone(): Promise<void>;
  /** Of the contacts whose number this is. */
  namesOf(number: string): Promise<string[]>;
  newId(): string;
  log: Logger;
}

/**
 * Calls asked for from outside of the phone: each waits in Ringtab's own window for a person to confirm it. There is
 * one at a time, the newest.
 */
export class DialRequests {
  /** The one whose call is being placed. */
  private confirmed: string | undefined;

  constructor(private readonly options: DialRequestsOptions) {}

  /** One that waited when the worker died. */
  async restore(): Promise<void> {
    const { dialRequest } = await this.options.session.read(['dialRequest']);
    if (!dialRequest || this.options.store.snapshot.dialRequest) return;
    this.options.store.update({ dialRequest });
    void this.name(dialRequest);
  }

  /** Takes the place of the one that waits, if there is one. */
  async ask(request: Omit<DialRequest, 'id'>): Promise<void> {
    const dialRequest = {
      ...request,
      written: request.written.slice(0, longestWritten),
      number: request.number.length > longestNumber ? '' : request.number,
      id: this.options.newId(),
    };
    this.options.log.info(`a call is asked for: ${request.source}`);
    this.options.store.update({ dialRequest });
    // At once: a window that is being closed must not take this one for the one that it asked about.
    const shown = this.options.window.show();
    await orLog(this.options.session.write({ dialRequest }), this.options.log);
    await Promise.all([shown, this.name(dialRequest)]);
  }

  /**
   * The user has confirmed it: the call is placed, the phone takes the window's place.
   * Throws PhoneError when it cannot be, and then it goes on waiting.
   */
  async confirm({ requestId, asTyped }: IntentArgs<'confirm-dial'>): Promise<{ callId: string }> {
    const { number } = this.find(requestId);
    if (this.confirmed === requestId) throw new PhoneError('not-possible-now', 'it is being called');
    this.confirmed = requestId;
    try {
      const placed = await this.options.dial({ number, ...(asTyped && { asTyped }) });
      await this.close(requestId);
      await this.options.showPhone();
      return placed;
    } finally {
      if (this.confirmed === requestId) this.confirmed = undefined;
    }
  }

  /** The user does not want it, or has closed the window. */
  async dismiss(requestId: string): Promise<void> {
    if (this.options.store.snapshot.dialRequest?.id === requestId) await this.close(requestId);
  }

  /** Another program has it now; the window stays, as Chrome may ask there whether that program may be opened. */
  async handedOver(requestId: string): Promise<void> {
    this.find(requestId);
    await this.forget();
  }

  /** The window in which it was asked about has been closed; another may have come since. */
  async windowClosed(requestId: string): Promise<void> {
    if (this.options.store.snapshot.dialRequest?.id === requestId) await this.forget();
  }

  private async name(request: DialRequest): Promise<void> {
    const { store, namesOf, log } = this.options;
    const names = await namesOf(request.number).catch((error) => {
      log.warn(`the directory cannot be read: ${String(error)}`);
      return [];
    });
    if (names.length > 0 && store.snapshot.dialRequest?.id === request.id)
      store.update({ dialRequest: { ...request, names } });
  }

  private async close(requestId: string): Promise<void> {
    // Another one may have taken its place while the call was placed: that one still waits.
    if (this.options.store.snapshot.dialRequest?.id !== requestId) return;
    const forgotten = this.forget();
    // At once: a request that comes from now on has a window that is opened after this one is closed.
    await Promise.all([forgotten, this.options.window.close()]);
  }

  private async forget(): Promise<void> {
    this.options.store.update({ dialRequest: undefined });
    await orLog(this.options.session.remove('dialRequest'), this.options.log);
  }

  private find(requestId: string): DialRequest {
    const { dialRequest } = this.options.store.snapshot;
    if (dialRequest?.id !== requestId)
      throw new PhoneError('not-possible-now', 'another number is asked for');
    return dialRequest;
  }
}
