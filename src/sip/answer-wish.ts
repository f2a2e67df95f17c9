/** Whether a caller asks this phone to answer by itself. */
import type { Core } from 'sip.js';
import { headerValues } from './header-list';
import { parseNameAddrs } from './name-addr';

type Message = Pick<Core.IncomingMessage, 'getHeaders'>;

/** Seconds; who wants to wait for longer can wait for somebody. */
const longestWait = 60;

/**
 * After how many seconds the caller wants to be answered; undefined when they do not ask for it. Understood are
 * Answer-Mode and Priv-Answer-Mode (RFC 5373), Call-Info with answer-after, and Alert-Info with info=alert-autoanswer.
 */
export function answerWish(message: Message): number | undefined {
  const modes = ['Priv-Answer-Mode', 'Answer-Mode'].flatMap((name) => message.getHeaders(name));
  const mode = modes[0]?.split(';', 1)[0]?.trim().toLowerCase();
  if (mode === 'manual') return undefined;
  const infos = ['Call-Info', 'Alert-Info'].flatMap((name) => message.getHeaders(name)).flatMap(headerValues);
  const after = infos.map(answerAfter).find((seconds) => seconds !== undefined);
  const alerts = infos.some((info) => /;\s*info\s*=\s*"?alert-autoanswer\b/i.test(info));
  const seconds = after ?? (mode === 'auto' || alerts ? 0 : undefined);
  return seconds !== undefined && seconds <= longestWait ? seconds : undefined;
}

function answerAfter(info: string): number | undefined {
  const [, seconds] = /;\s*answer-after\s*=\s*"?(\d{1,6})\b/i.exec(info) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

/** The host that vouches for the caller: of P-Asserted-Identity, or else of From; '' where there is none, as in a tel: URI. */
export function callerHost(message: Message): string {
  const asserted = parseNameAddrs(message.getHeaders('P-Asserted-Identity'));
  const [named] = asserted.length > 0 ? asserted : parseNameAddrs(message.getHeaders('From'));
  const [, host = ''] = /^sips?:(?:[^@]*@)?(\[[^\]]*\]|[^;:?>]*)/i.exec(named?.uri ?? '') ?? [];
  return host.toLowerCase();
}
