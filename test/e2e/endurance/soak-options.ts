// How long the endurance tests go on: shortly in `npm test`, as long as told in `npm run soak`.
import { appendFileSync } from 'node:fs';

const { RINGTAB_SOAK_CALLS, RINGTAB_SOAK_SECONDS, RINGTAB_SOAK_REPORT: report } = process.env;

export const soakCalls = Number(RINGTAB_SOAK_CALLS ?? 40);
/** Of one call. */
export const soakSeconds = Number(RINGTAB_SOAK_SECONDS ?? 20);

/** A line for whoever runs the test, and for the report of `npm run soak`. */
export function figure(text: string): void {
  console.log(`figure: ${text}`);
  if (report) appendFileSync(report, `${text}\n`);
}
