/**
 * One mistake that somebody could make. It must be caught by something that `npm test` runs.
 *
 * @typedef {object} PlantedBug
 * @property {string} name what the phone does wrong, in a few words
 * @property {string} file of the product
 * @property {string} search stands there exactly once
 * @property {string} replace
 * @property {string[]} [unit] unit tests to begin with; all that import the file come next
 * @property {string[]} [demo] tests in Chromium, where no unit test can see it
 */
export {};
