import { headsetLayout } from '../domain/headset-layout';
import { type HidDevice, webHid } from './hid';

/** A headset whose buttons Ringtab may use, and that is plugged in. */
export interface ListedHeadset {
  /** As it calls itself; '' where it does not. */
  name: string;
  /** It has buttons that can be used. */
  usable: boolean;
  /** Gives the permission back to Chrome. */
  forget(): Promise<void>;
}

/** Of Telephony Devices (HID Usage Tables): Chrome's chooser shows nothing else. */
const telephony = 0x0b;

/** A device of several interfaces is one headset, with buttons where one of them has any. */
export async function listHeadsets(): Promise<ListedHeadset[]> {
  const headsets = new Map<string, ListedHeadset>();
  for (const device of (await webHid()?.getDevices()) ?? []) {
    const key = [device.vendorId, device.productId, device.productName].join();
    const before = headsets.get(key);
    headsets.set(key, {
      name: device.productName,
      usable: isUsable(device) || (before?.usable ?? false),
      forget: async () => {
        await before?.forget();
        await device.forget();
      },
    });
  }
  return [...headsets.values()];
}

/** Lets the user choose one, in a window of Chrome's; to be called in a click. False when they chose none. */
export async function chooseHeadset(): Promise<boolean> {
  const chosen = await webHid()?.requestDevice({ filters: [{ usagePage: telephony }] });
  return (chosen ?? []).length > 0;
}

/** Calls back whenever one that may be used is plugged in or out; answers how to stop that. */
export function onHeadsetsChange(listener: () => void): () => void {
  const hid = webHid();
  for (const type of ['connect', 'disconnect']) hid?.addEventListener(type, listener);
  return () => {
    for (const type of ['connect', 'disconnect']) hid?.removeEventListener(type, listener);
  };
}

function isUsable({ collections }: HidDevice): boolean {
  return headsetLayout(collections) !== undefined;
}
