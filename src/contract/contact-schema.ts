import * as v from 'valibot';
import { contactBounds } from '../domain/contact-draft';
import { contactIdPattern } from '../domain/contact-id';

/** Far beyond what is kept: what is only too long is told in a sentence, what is beyond this is no screen's. */
const line = v.pipe(v.string(), v.maxLength(2_000));

/** A contact as a screen has it edited; `tidyContact` and `contactProblem` say whether it can be kept. */
export const contactDraftSchema = v.object({
  firstName: line,
  middleName: line,
  lastName: line,
  company: line,
  email: line,
  numbers: v.pipe(v.array(v.object({ label: line, number: line })), v.maxLength(4 * contactBounds.numbers)),
  favourite: v.boolean(),
  note: v.pipe(v.string(), v.maxLength(10 * contactBounds.note)),
  language: line,
  address: v.object({ street: line, city: line, region: line, postal: line, country: line }),
});

export const contactIdSchema = v.pipe(v.string(), v.maxLength(16), v.regex(contactIdPattern));
