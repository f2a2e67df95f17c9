import * as v from 'valibot';
import { toPhoneError } from '../contract/phone-error';
import {
  type IntentAnswer,
  type IntentArgs,
  type IntentName,
  type IntentResult,
  intentMessageSchema,
  intentSchemas,
} from '../contract/protocol';
import type { Logger } from '../log/logger';

export type IntentHandlers = {
  [Name in IntentName]: (args: IntentArgs<Name>) => Promise<IntentResult<Name>> | IntentResult<Name>;
};

/** Only our own pages may speak to the worker; a page on the web, or another extension, may not. */
export function isOwnScreen(sender: chrome.runtime.MessageSender): boolean {
  return sender.id === chrome.runtime.id && (sender.url?.startsWith(chrome.runtime.getURL('')) ?? false);
}

/**
 * Carries out an intent that came as a message. Never rejects.
 *
 * @returns undefined when the message is no intent of ours
 */
export async function carryOut(
  message: unknown,
  handlers: () => Promise<IntentHandlers>,
  log: Logger,
): Promise<IntentAnswer> {
  try {
    const { intent, args } = v.parse(intentMessageSchema, message);
    return { ok: true, value: await handle(await handlers(), intent, args) };
  } catch (thrown) {
    const { code, message: text } = toPhoneError(thrown);
    log.warn(`intent failed: ${code} ${text}`);
    return { ok: false, error: { code, message: text } };
  }
}

function handle<Name extends IntentName>(handlers: IntentHandlers, intent: Name, args: unknown) {
  const schema = intentSchemas[intent];
  const handler = handlers[intent] as (args: unknown) => unknown;
  return handler(v.parse(schema, args));
}
