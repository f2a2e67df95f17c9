import type { MediaCallName, MediaCalls, MediaReply, MediaRequest } from '../contract/media-protocol';
import { PhoneError, toPhoneError } from '../contract/phone-error';

/** `MediaCalls` as the document answers them. */
export type MediaCallHandlers = {
  [N in MediaCallName]: (...args: Parameters<MediaCalls[N]>) => Promise<ReturnType<MediaCalls[N]>>;
};

/** Carries out what the worker asks; whatever goes wrong becomes a reply too. */
export async function answerRequest(handlers: MediaCallHandlers, request: MediaRequest): Promise<MediaReply> {
  const { id, call, args } = request;
  try {
    if (!Object.hasOwn(handlers, call)) throw new PhoneError('unexpected', `no media call ${call}`);
    const handler = handlers[call] as (...args: unknown[]) => Promise<unknown>;
    return { type: 'result', id, value: await handler(...args) };
  } catch (thrown) {
    const { code, message } = toPhoneError(thrown);
    return { type: 'error', id, code, message };
  }
}
