import { PhoneError } from '../contract/phone-error';
import type { Entry } from './call-entry';

/** The live calls, found by what is known of them. */
export class CallEntries {
  protected readonly entries = new Map<string, Entry>();

  get all(): Entry[] {
    return [...this.entries.values()];
  }

  get size(): number {
    return this.entries.size;
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  ofMedia(sessionId: string): Entry | undefined {
    return this.all.find(({ media }) => media.id === sessionId);
  }

  /** The call that this media session is about to serve. */
  ofSuccessorMedia(sessionId: string): Entry | undefined {
    return this.all.find(({ successor }) => successor?.media.id === sessionId);
  }

  /** Throws PhoneError 'no-such-call'. */
  find(id: string): Entry {
    const entry = this.entries.get(id);
    if (!entry) throw new PhoneError('no-such-call', `no call ${id}`);
    return entry;
  }
}
