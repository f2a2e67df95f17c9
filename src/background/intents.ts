import { readIntent } from '../contract/messenger';
import { toPhoneError } from '../contract/phone-error';
import type { IntentAnswer, IntentArgs, IntentName, IntentResult } from '../contract/protocol';
import type { Logger } from '../log/logger';

/** What each intent does; those without a result of their own may answer anything, and it goes nowhere. */
export type IntentHandlers = {
  [Name in IntentName]: (
    args: IntentArgs<Name>,
  ) => IntentResult<Name> extends undefined ? unknown : Promise<IntentResult<Name>>;
};

/** Those by which calls are asked for from outside of the phone. */
export type OutsideIntent =
  | 'confirm-dial'
  | 'dismiss-dial'
  | 'hand-over-dial'
  | 'show-phone'
  | 'save-site'
  | 'remove-site'
  | 'exclude-site'
  | 'include-site';
export type OutsideHandlers = Pick<IntentHandlers, OutsideIntent>;
export type PhoneHandlers = Omit<IntentHandlers, OutsideIntent>;

/** Only our own pages may speak to the worker; a page on the web, or another extension, may not. */
export function isOwnScreen(sender: chrome.runtime.MessageSender): boolean {
  return sender.id === chrome.runtime.id && (sender.url?.startsWith(chrome.runtime.getURL('')) ?? false);
}

/** Carries out an intent that came as a message. Never rejects. */
export async function carryOut(
  message: unknown,
  handlers: () => Promise<IntentHandlers>,
  log: Logger,
): Promise<IntentAnswer> {
  try {
    const { intent, args } = readIntent(message);
    const handle = (await handlers())[intent] as (args: unknown) => unknown;
    return { ok: true, value: await handle(args) };
  } catch (thrown) {
    const { code, message: text } = toPhoneError(thrown);
    log.warn(`intent failed: ${code} ${text}`);
    return { ok: false, error: { code, message: text } };
  }
}
