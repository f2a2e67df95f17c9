/**
 * What a content script asks: whether it is wanted in its page. One that is not is told to stop (`page-order.ts`); one
 * that looks for numbers in text is given what it finds them with, `content-number-finder.js`, which most pages never
 * need. Like a dial it says nothing of the page, and whoever sends it gets nothing else.
 */
import * as v from 'valibot';
import type { PageDialKind } from './page-dial';

const pageWantedSchema = v.strictObject({
  to: v.literal('background'),
  wanted: v.picklist(['link', 'number']),
});

export type PageWanted = v.InferOutput<typeof pageWantedSchema>;

/** Which kind of script asks; undefined when the message is anything else, or more. */
export function readPageWanted(message: unknown): PageDialKind | undefined {
  const read = v.safeParse(pageWantedSchema, message);
  return read.success ? read.output.wanted : undefined;
}
