import { excerpt } from './excerpt';

/** A place in a JSON text, from the inside out; `undefined` is the whole text. */
export type JsonPath = { parent: JsonPath; key: string | number } | undefined;

const LONGEST_KEY = 40;

/** `$.IP_Office_Server_Profile[0].Address`; a key that is no plain word stands in brackets and quotes. */
export function formatJsonPath(path: JsonPath, showKey = (key: string) => key): string {
  const steps: string[] = [];
  for (let place = path; place; place = place.parent) steps.push(formatStep(place.key, showKey));
  return `$${steps.reverse().join('')}`;
}

function formatStep(key: string | number, showKey: (key: string) => string): string {
  if (typeof key === 'number') return `[${key}]`;
  const short = excerpt(showKey(key), LONGEST_KEY);
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(short) ? `.${short}` : `[${JSON.stringify(short)}]`;
}
