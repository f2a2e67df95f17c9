import { type Core, Grammar } from 'sip.js';
import type { Party } from '../domain/call-facts';
import type { Referral } from '../domain/referral';
import { isOtherScheme } from './foreign-uri';
import { parseParty } from './name-addr';
import { parseReplaces } from './replaces';

export type ReferredTo = Pick<Referral, 'target' | 'replaces' | 'by' | 'sequence'> & { to: Party };

/** Characters of a Refer-To; a longer one is no number of anybody. */
const longest = 2_000;

/** Whom a REFER wants to be called, or the status to refuse it with (RFC 3515 section 2.4.2). Never throws. */
export function readReferTo(request: Core.IncomingRequestMessage): ReferredTo | { refusal: number } {
  const [header = '', ...more] = request.getHeaders('Refer-To');
  const named = more.length === 0 && header.length <= longest ? parse(header) : undefined;
  const to = parseParty(header);
  if (!named || !to) return { refusal: 400 };
  const { uri } = named;
  if (!/^sips?$/i.test(uri.scheme) || isOtherScheme(uri.host)) return { refusal: 416 };
  const method = uri.getParam('method');
  if (typeof method === 'string' && method.toUpperCase() !== 'INVITE') return { refusal: 603 };
  const replaces = decoded(uri.getHeader('Replaces'));
  if (replaces !== undefined && !parseReplaces(replaces)) return { refusal: 400 };
  const by = request.getHeader('Referred-By');
  const target = uri.clone();
  target.clearHeaders();
  target.deleteParam('method');
  return {
    to: replaces === undefined ? { ...to, number: to.number || uri.host } : ofDevice(to, uri.host),
    target: target.toString(),
    ...(replaces !== undefined && { replaces }),
    ...(by !== undefined && by.length <= longest && !/[\r\n]/.test(by) && { by }),
    sequence: request.cseq,
  };
}

/**
 * Whose place is to be taken is named by the address of their device, which says nothing to anybody: then it counts
 * what they are called. Elsewhere the user must see what will be dialled.
 */
function ofDevice({ number, name }: Party, host: string): Party {
  if (name === '' || isDialled(number)) return { number: number || host, name };
  return isDialled(name) ? { number: name, name: '' } : { number: '', name };
}

function isDialled(text: string): boolean {
  return /^\+?[\d*#]{1,32}$/.test(text);
}

function parse(header: string): Core.NameAddrHeader | undefined {
  const text = /</.test(header) ? header : `<${header.split(';', 1)[0]?.trim()}>`;
  return Grammar.nameAddrHeaderParse(text);
}

function decoded(values: string[] | undefined): string | undefined {
  try {
    return values?.[0] === undefined ? undefined : decodeURIComponent(values[0]);
  } catch {
    return '';
  }
}
