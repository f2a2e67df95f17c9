import * as v from 'valibot';
import { csvQuotes, csvSeparators } from '../domain/csv-format';
import { textEncodings } from '../domain/text-encoding';

/** How a file of contacts is to be read; the file itself lies in the database under the id. */
export const importSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  fileName: v.pipe(v.string(), v.maxLength(255)),
  encoding: v.picklist(textEncodings),
  format: v.variant('kind', [
    v.object({ kind: v.literal('csv'), separator: v.picklist(csvSeparators), quote: v.picklist(csvQuotes) }),
    v.object({ kind: v.literal('vcard') }),
  ]),
});
