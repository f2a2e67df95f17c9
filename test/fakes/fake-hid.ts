// A USB headset as WebHID shows it, and what is plugged in, for pages whose `navigator.hid` is replaced.
import type { HidCollection } from '../../src/domain/headset-layout';

/** What the report descriptor of a usual headset says; see `headset-layout.test.ts`. */
const [telephony, led] = [0x0b_0000, 0x08_0000];
const constant = {
  isAbsolute: true,
  isArray: false,
  isRange: false,
  hasPreferredState: false,
  reportSize: 1,
};

/** Hook switch, line, mute button, flash and drop in report 2, five lamps in it outwards. */
export const usualHeadset: HidCollection[] = [
  {
    usagePage: 0x0b,
    inputReports: [
      {
        reportId: 2,
        items: [
          { ...constant, reportCount: 2, usages: [telephony | 0x20, telephony | 0x2a] },
          {
            ...constant,
            isAbsolute: false,
            hasPreferredState: true,
            reportCount: 3,
            usages: [telephony | 0x2f, telephony | 0x21, telephony | 0x26],
          },
          // The keys of a phone, one number for the one that is pressed.
          {
            isArray: true,
            isRange: true,
            reportSize: 4,
            reportCount: 1,
            usageMinimum: telephony | 0xb0,
            usageMaximum: telephony | 0xbb,
          },
        ],
      },
    ],
    outputReports: [
      {
        reportId: 2,
        items: [
          {
            ...constant,
            reportCount: 5,
            usages: [led | 0x17, led | 0x1e, led | 0x09, led | 0x18, led | 0x20],
          },
          { ...constant, reportCount: 1, reportSize: 11, usages: [] },
        ],
      },
    ],
  },
];

/** Bits of what it sends. */
export const hookBit = 1;
export const muteBit = 4;
export const flashBit = 8;
export const dropBit = 16;
/** Bits of what it is sent. */
export const lampBits = { offHook: 1, mute: 4, ring: 8, hold: 16 };
