import type { HidCollection } from '../domain/headset-layout';

/** WebHID, as far as it is used: not in TypeScript's DOM types. */
export interface HidDevice extends EventTarget {
  readonly opened: boolean;
  readonly productName: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  forget(): Promise<void>;
  sendReport(reportId: number, data: BufferSource): Promise<void>;
}

export interface HidInputReport extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

export interface HidConnection extends Event {
  readonly device: HidDevice;
}

export interface Hid extends EventTarget {
  /** Those that the user, or a policy, has allowed and that are plugged in. */
  getDevices(): Promise<HidDevice[]>;
  /** Chrome asks the user which; none when they choose none. Only in a click. */
  requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]>;
}

/** Undefined where the browser has none. */
export function webHid(): Hid | undefined {
  return (navigator as { hid?: Hid }).hid;
}
