import type { HidDevice, HidInputReport } from '../devices/hid';
import {
  afterReport,
  freshHeadset,
  type HeadsetState,
  type HeadsetWish,
  type Lamps,
  withLamps,
} from '../domain/headset';
import { type HeadsetLayout, lampReports } from '../domain/headset-layout';
import type { Logger } from '../log/logger';
import { SerialQueue } from './serial-queue';

export interface OpenHeadsetOptions {
  device: HidDevice;
  layout: HeadsetLayout;
  lamps: Lamps;
  onWish(wish: HeadsetWish): void;
  log: Logger;
}

/** One headset that is plugged in: its buttons, and its lamps. */
export class OpenHeadset {
  readonly #options: OpenHeadsetOptions;
  readonly #closing = new AbortController();
  readonly #sending = new SerialQueue();
  #state: HeadsetState;

  constructor(options: OpenHeadsetOptions) {
    this.#options = options;
    this.#state = freshHeadset(options.lamps, performance.now());
  }

  /** Never throws: another program may have it for itself. */
  async open(): Promise<void> {
    const { device, log } = this.#options;
    try {
      device.addEventListener('inputreport', (event) => this.#reported(event as HidInputReport), {
        signal: this.#closing.signal,
      });
      if (!device.opened) await device.open();
      log.info('the buttons of a headset are listened to');
      this.#show();
    } catch (error) {
      log.warn(`cannot open a headset: ${error}`);
    }
  }

  show(lamps: Lamps): void {
    this.#state = withLamps(this.#state, lamps, performance.now());
    this.#show();
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    const { device, log } = this.#options;
    await device.close().catch((error) => log.warn(`cannot close a headset: ${error}`));
  }

  #reported({ reportId, data, timeStamp }: HidInputReport): void {
    const report = { reportId, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
    const { state, wishes, moved } = afterReport(this.#state, this.#options.layout, report, timeStamp);
    this.#state = state;
    for (const wish of wishes) {
      this.#options.log.info(`headset: ${wish}`);
      this.#options.onWish(wish);
    }
    // It has lit its lamps by itself, perhaps; what is so, it learns from us.
    if (moved) this.#show();
  }

  #show(): void {
    const { device, layout, log } = this.#options;
    void this.#sending.run(async () => {
      if (!device.opened) return;
      try {
        for (const { reportId, data } of lampReports(layout, this.#state.lamps)) {
          await device.sendReport(reportId, data);
        }
      } catch (error) {
        log.warn(`the lamps of a headset do not follow: ${error}`);
      }
    });
  }
}
