/** The worker of media-document.test.ts: opens the offscreen document and speaks to it as background/ does. */
import {
  type MediaCallName,
  type MediaCalls,
  type MediaReply,
  type MediaRequest,
  mediaPort,
} from '../../../src/contract/media-protocol';

export class MediaWorker {
  readonly replies: MediaReply[] = [];
  #port: chrome.runtime.Port | undefined;
  #asked = 0;

  constructor() {
    chrome.runtime.onConnect.addListener((port) => {
      if (port.name !== mediaPort) return;
      this.#port = port;
      port.onMessage.addListener((reply: MediaReply) => this.replies.push(reply));
    });
  }

  get connected(): boolean {
    return this.#port !== undefined;
  }

  async openDocument(): Promise<void> {
    await chrome.offscreen.createDocument({
      url: 'offscreen.html',
      reasons: [chrome.offscreen.Reason.USER_MEDIA, chrome.offscreen.Reason.WEB_RTC],
      justification: 'calls',
    });
  }

  /** Sends a request; its reply will be among `replies`. */
  ask<N extends MediaCallName>(call: N, ...args: Parameters<MediaCalls[N]>): number {
    const request: MediaRequest<N> = { type: 'request', id: ++this.#asked, call, args };
    this.#port?.postMessage(request);
    return request.id;
  }

  /** The reply to the request of that number. */
  reply(id: number): Promise<MediaReply> {
    const isIt = (reply: MediaReply) => reply.type !== 'event' && reply.type !== 'log' && reply.id === id;
    return new Promise((found) => {
      const look = (reply: MediaReply) => {
        if (!isIt(reply)) return;
        this.#port?.onMessage.removeListener(look);
        found(reply);
      };
      const before = this.replies.find(isIt);
      if (before) found(before);
      else this.#port?.onMessage.addListener(look);
    });
  }
}

Object.assign(globalThis, { worker: new MediaWorker() });
