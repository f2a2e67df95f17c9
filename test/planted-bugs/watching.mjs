/** @type {import('./planted-bug.mjs').PlantedBug[]} */
export const watchingBugs = [
  {
    name: 'a subscription is renewed when it has expired',
    file: 'src/domain/subscription.ts',
    search: 'return Math.max(seconds * 0.8, seconds - 60) * 1000;',
    replace: 'return (seconds + 1) * 1000;',
    unit: ['sip/subscription'],
  },
  {
    name: 'a gateway that ends each subscription at once is asked again at once',
    file: 'src/domain/subscription.ts',
    search: 'after: failures === 0 ? 0 : pauseAfter(failures - 1, undefined, random)',
    replace: 'after: 0 * (failures + random)',
    unit: ['sip/subscription'],
  },
  {
    name: 'a subscription goes on at another gateway in a dialog that nobody has there',
    file: 'src/sip/subscription.ts',
    search: 'if (moved) this.begin();',
    replace: 'if (moved) this.failures = 0;',
    unit: ['sip/subscription'],
  },
  {
    name: 'a document type in what a gateway tells of somebody is read',
    file: 'src/domain/xml.ts',
    search: ' || /<!\\s*(?:DOCTYPE|ENTITY)/i.test(text)',
    replace: '',
    unit: ['domain/availability'],
  },
  {
    name: 'a colleague who has left the screen is watched for ever',
    file: 'src/background/colleagues.ts',
    search: 'setTimeout(() => this.stop(extension), linger)',
    replace: 'setTimeout(() => undefined, linger)',
    unit: ['background/colleagues'],
  },
  {
    name: 'whoever picks a call up takes it also from somebody who has answered',
    file: 'src/sip/replaces.ts',
    search: ';early-only`, ...others];',
    replace: '`, ...others];',
    unit: ['domain/pick-up'],
  },
];
