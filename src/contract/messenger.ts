import * as v from 'valibot';
import { PhoneError } from './phone-error';
import {
  type IntentAnswer,
  type IntentArgs,
  type IntentName,
  type IntentResult,
  intentAnswerSchema,
  intentMessageSchema,
  intentSchemas,
} from './protocol';

/** An intent with its arguments, checked on arrival. Throws PhoneError 'not-allowed'. */
export function readIntent(message: unknown): { intent: IntentName; args: unknown } {
  const envelope = v.safeParse(intentMessageSchema, message);
  if (!envelope.success) throw new PhoneError('not-allowed', 'no intent of ours');
  const { intent } = envelope.output;
  const args = v.safeParse(intentSchemas[intent], envelope.output.args);
  // valibot's own message would repeat the value, which may be a password.
  if (!args.success) throw new PhoneError('not-allowed', `${intent}: arguments do not fit`);
  return { intent, args: args.output };
}

/** Sends an intent to the worker. Throws the PhoneError that the worker answered. */
export async function sendIntent<Name extends IntentName>(
  intent: Name,
  args: IntentArgs<Name>,
): Promise<IntentResult<Name>> {
  const answer = readAnswer(await chrome.runtime.sendMessage({ to: 'background', intent, args }));
  if (!answer.ok) throw new PhoneError(answer.error.code, answer.error.message);
  return answer.value as IntentResult<Name>;
}

function readAnswer(message: unknown): IntentAnswer {
  const answer = v.safeParse(intentAnswerSchema, message);
  return answer.success ? answer.output : { ok: false, error: { code: 'unexpected', message: 'no answer' } };
}
