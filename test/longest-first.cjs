// Begins with what takes longest, so that no worker is left with it when the others are done.
const { basename } = require('node:path');
const { statSync } = require('node:fs');

// Those that keep a processor busy apart from each other: most of the others wait, for timers and for sound.
const longest = [
  // unit
  'registration-day.test.ts',
  'sip-fuzz.test.ts',
  'torture.test.ts',
  'profile-fuzz.test.ts',
  'profile-hostile.test.ts',
  'page-dials.test.ts',
  // in Chromium
  'accessibility-en.test.ts',
  'endurance.test.ts',
  'media-loss.test.ts',
  'failover.test.ts',
  'moved-call.test.ts',
  'accessibility-fr.test.ts',
  'dialling-screens.test.ts',
  'contacts-screens.test.ts',
  'calls-talking.test.ts',
  'reconnect.test.ts',
  // at the real gateway
  'recovery.test.ts',
  'calls.test.ts',
  // rows of faults, in files that are short
  'real.test.ts',
  'demo.test.ts',
  'network.test.ts',
  'crossings.test.ts',
];

/** Of the others, a longer text most often takes longer. */
function weight({ path }) {
  const place = longest.indexOf(basename(path));
  return place < 0 ? statSync(path).size : Number.MAX_SAFE_INTEGER - place;
}

/** As jest's own, but that it knows the longest where it has not seen them run. */
module.exports = class LongestFirst {
  sort(tests) {
    return [...tests].sort((one, other) => weight(other) - weight(one));
  }
  shard(tests) {
    return tests;
  }
  allFailedTests(tests) {
    return tests;
  }
  cacheResults() {}
};
