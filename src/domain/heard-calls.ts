import type { LiveCall } from './call';
import type { Talking } from './talking';

/** Those that are heard now: whoever answers another one holds or ends them. */
export function heardCalls(calls: readonly LiveCall[]): Talking[] {
  return calls.filter((call): call is Talking => call.state === 'talking' && !call.held);
}

/** Whether they may be ended to answer another one: a call for help never is. */
export function mayEndFor(heard: readonly Talking[]): boolean {
  return heard.length > 0 && !heard.some(({ emergency }) => emergency);
}
