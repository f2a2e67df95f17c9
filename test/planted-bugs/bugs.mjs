// The mistakes of `npm run planted-bugs`. Whoever changes a line that one of them stands in moves it along.
import { arrivalBugs } from './arrivals.mjs';
import { callBugs } from './calls.mjs';
import { directoryBugs } from './directory.mjs';
import { failoverBugs } from './failover.mjs';
import { listBugs } from './lists.mjs';
import { mediaBugs } from './media.mjs';
import { otherDeviceBugs } from './other-devices.mjs';
import { otherPhoneBugs } from './other-phone.mjs';
import { outsideBugs } from './outside.mjs';
import { pageBugs } from './pages.mjs';
import { registrationBugs } from './registration.mjs';
import { safetyBugs } from './safety.mjs';
import { watchingBugs } from './watching.mjs';

export const plantedBugs = [
  ...directoryBugs,
  ...outsideBugs,
  ...pageBugs,
  ...registrationBugs,
  ...failoverBugs,
  ...callBugs,
  ...arrivalBugs,
  ...otherPhoneBugs,
  ...mediaBugs,
  ...listBugs,
  ...safetyBugs,
  ...watchingBugs,
  ...otherDeviceBugs,
];
