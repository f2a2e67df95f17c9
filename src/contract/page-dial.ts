/**
 * The one thing a content script may say: that somebody has clicked a number in a web page. It dials nothing: the
 * worker opens the confirmation window. Which page it was says Chrome (`MessageSender`), never the message.
 * There is no answer.
 */
import * as v from 'valibot';

/** UTF-16 code units; what is longer is no number, and is refused as a whole. */
export const pageDialLimit = 256;

export const pageDialSchema = v.strictObject({
  to: v.literal('background'),
  dial: v.strictObject({
    /** The link's address (`tel:`, `sip:`, `sips:`, `callto:`) or the number as it stands in the text. */
    number: v.pipe(v.string(), v.minLength(1), v.maxLength(pageDialLimit), v.regex(/\S/)),
    kind: v.picklist(['link', 'number']),
  }),
});

export type PageDial = v.InferOutput<typeof pageDialSchema>['dial'];
export type PageDialKind = PageDial['kind'];

/** What a content script has said; undefined when it is anything else than a dial, or more. */
export function readPageDial(message: unknown): PageDial | undefined {
  const read = v.safeParse(pageDialSchema, message);
  return read.success ? read.output.dial : undefined;
}

/** What a content script sends by `runtime.sendMessage`. */
export function pageDialMessage(number: string, kind: PageDialKind): v.InferOutput<typeof pageDialSchema> {
  return { to: 'background', dial: { number, kind } };
}
