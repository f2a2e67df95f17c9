import * as v from 'valibot';
import { textEncodings } from '../domain/text-encoding';

/** How a file of contacts is to be read; the file itself lies in the database under the id. */
export const importSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  fileName: v.pipe(v.string(), v.maxLength(255)),
  encoding: v.picklist(textEncodings),
  format: v.variant('kind', [
    v.object({
      kind: v.literal('csv'),
      separator: v.pipe(v.string(), v.length(1)),
      quote: v.pipe(v.string(), v.maxLength(1)),
    }),
    v.object({ kind: v.literal('vcard') }),
  ]),
});
