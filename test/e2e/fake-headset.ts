// A USB headset in a page of the extension: WebHID is real, the device is not, as no chooser can be clicked.
import type { Page } from 'puppeteer-core';
import { lampBits, usualHeadset } from '../fakes/fake-hid';
import { waitUntil } from '../gateway/real/wait-until';

/** What the page keeps of it. */
interface FakeDevice extends EventTarget {
  opened: boolean;
  sent: number[][];
}

declare global {
  var fakeHeadset: FakeDevice | undefined;
}

export class FakeHeadset {
  private constructor(private readonly page: Page) {}

  /** From now on it is plugged in and allowed there; the page has yet to be told. */
  static async plugInto(page: Page): Promise<FakeHeadset> {
    await page.evaluate((collections) => {
      const device = Object.assign(new EventTarget(), {
        productName: 'Jabra Link 380',
        vendorId: 0x0b0e,
        productId: 0x24c7,
        collections,
        opened: false,
        sent: [] as number[][],
        open: async () => void Object.assign(device, { opened: true }),
        close: async () => void Object.assign(device, { opened: false }),
        forget: async () => void Object.assign(hid, { getDevices: async () => [] }),
        sendReport: async (_id: number, data: Uint8Array) => void device.sent.push([...data]),
      });
      const { hid } = navigator as unknown as { hid: EventTarget };
      globalThis.fakeHeadset = device;
      Object.assign(hid, { getDevices: async () => [device], requestDevice: async () => [device] });
    }, usualHeadset);
    return new FakeHeadset(page);
  }

  isOpen(): Promise<boolean> {
    return this.page.evaluate(() => globalThis.fakeHeadset?.opened ?? false);
  }

  /** Its buttons are as these bits say. */
  async sends(bits: number): Promise<void> {
    await this.page.evaluate((first) => {
      const report = { reportId: 2, data: new DataView(new Uint8Array([first]).buffer) };
      globalThis.fakeHeadset?.dispatchEvent(Object.assign(new Event('inputreport'), report));
    }, bits);
  }

  /** Waits until these lamps are lit, and no others. */
  async lights(...lamps: (keyof typeof lampBits)[]): Promise<void> {
    const wanted = lamps.reduce((bits, lamp) => bits | lampBits[lamp], 0);
    const lit = () => this.page.evaluate(() => globalThis.fakeHeadset?.sent.at(-1)?.[0]);
    await waitUntil(`lamps ${lamps.join(', ')}`, async () => (await lit()) === wanted);
  }

  /** How often its lamps were set. */
  timesLit(): Promise<number> {
    return this.page.evaluate(() => globalThis.fakeHeadset?.sent.length ?? 0);
  }
}
