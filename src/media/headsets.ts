import { type HidConnection, type HidDevice, webHid } from '../devices/hid';
import { type HeadsetWish, type Lamps, noLamps } from '../domain/headset';
import { headsetLayout } from '../domain/headset-layout';
import type { Logger } from '../log/logger';
import { OpenHeadset } from './open-headset';

/** All headsets whose buttons the user has allowed; they come and go as they are plugged in and out. */
export class Headsets {
  readonly #onWish: (wish: HeadsetWish) => void;
  readonly #log: Logger;
  readonly #open = new Map<HidDevice, OpenHeadset>();
  #lamps: Lamps = noLamps;

  constructor(onWish: (wish: HeadsetWish) => void, log: Logger) {
    this.#onWish = onWish;
    this.#log = log;
  }

  start(): void {
    const hid = webHid();
    hid?.addEventListener('connect', (event) => this.#plugged((event as HidConnection).device));
    hid?.addEventListener('disconnect', (event) => this.#unplugged((event as HidConnection).device));
    void this.renew();
  }

  /** The user has allowed another one, or one no longer. */
  async renew(): Promise<void> {
    try {
      const devices = (await webHid()?.getDevices()) ?? [];
      for (const device of this.#open.keys()) if (!devices.includes(device)) this.#unplugged(device);
      for (const device of devices) this.#plugged(device);
    } catch (error) {
      this.#log.warn(`no headsets: ${error}`);
    }
  }

  /** What the phone is doing. */
  show(lamps: Lamps): void {
    this.#lamps = lamps;
    for (const headset of this.#open.values()) headset.show(lamps);
  }

  #plugged(device: HidDevice): void {
    const layout = headsetLayout(device.collections);
    if (!layout || this.#open.has(device)) return;
    const headset = new OpenHeadset({
      device,
      layout,
      lamps: this.#lamps,
      onWish: this.#onWish,
      log: this.#log,
    });
    this.#open.set(device, headset);
    void headset.open();
  }

  #unplugged(device: HidDevice): void {
    const headset = this.#open.get(device);
    this.#open.delete(device);
    void headset?.close();
  }
}
