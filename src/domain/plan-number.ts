import {
  after,
  afterInternational,
  areaForLocal,
  type DialPlan,
  extensionAfter,
  isExtensionLength,
  isNational,
  isTrunkCall,
} from './dial-plan';
import { readTyped } from './typed-number';

/** A number as the numbering plan knows it, however it was written or came over the line. */
export type PlanNumber =
  /** E.164: country code and national number, without plus. */
  | { kind: 'e164'; digits: string }
  /** Of the telephone system itself, also where it came in its long form. */
  | { kind: 'extension'; digits: string }
  /** The plan does not say where it belongs, or it is a feature code. */
  | { kind: 'unknown'; digits: string }
  /** A SIP address, with host, in lower case; or a SIP user without one. */
  | { kind: 'address'; address: string }
  | { kind: 'nothing' };

/** Takes any text; never throws. */
export function planNumber(number: string, plan: DialPlan): PlanNumber {
  const read = readTyped(number);
  if (read.type === 'uri') return ofAddress(read.uri, plan);
  if (read.type === 'name') return { kind: 'address', address: read.name.toLowerCase() };
  if (read.type === 'nothing') return { kind: 'nothing' };
  const written = read.context + read.number;
  if (/[*#]/.test(written)) return { kind: 'unknown', digits: written.replace('+', '') };
  if (written.startsWith('+')) return ofE164(written.slice(1), plan);
  if (isExtensionLength(plan, written.length)) return { kind: 'extension', digits: written };
  return ofOutside(withoutOutside(written, plan), plan) ?? { kind: 'unknown', digits: written };
}

/** `sip:2001@gateway` and `sip:+44...@gateway` are numbers; what has letters is somebody's address. */
function ofAddress(uri: string, plan: DialPlan): PlanNumber {
  const address = uri.replace(/^sips?:/i, '').replace(/[;?].*$/, '');
  const [user = ''] = address.split('@');
  if (/^\+?[0-9]+$/.test(user)) return planNumber(user, plan);
  return { kind: 'address', address: address.toLowerCase() };
}

function ofE164(digits: string, plan: DialPlan): PlanNumber {
  const own = after(plan.country, digits);
  if (own === undefined) return { kind: 'e164', digits };
  // A trunk prefix that callers abroad leave out.
  const stray = own.startsWith('0') && !isNational(plan, own) && isNational(plan, own.slice(1));
  const national = stray ? own.slice(1) : own;
  return ownExtension(national, plan) ?? { kind: 'e164', digits: plan.country + national };
}

/** Someone has kept it with the prefix for an outside line. */
function withoutOutside(written: string, plan: DialPlan): string {
  const rest = after(plan.outside, written);
  if (rest === undefined || isNational(plan, written) || isTrunkCall(plan, written)) return written;
  const isPrefixed =
    isTrunkCall(plan, rest) ||
    isNational(plan, rest) ||
    (afterInternational(plan, written) === undefined &&
      (afterInternational(plan, rest) !== undefined || areaForLocal(plan, rest) !== undefined));
  return isPrefixed ? rest : written;
}

/** In the order of the dial rules: international prefix, long distance, national, country code, local. */
function ofOutside(written: string, plan: DialPlan): PlanNumber | undefined {
  const foreign = afterInternational(plan, written);
  if (foreign !== undefined) return ofE164(foreign, plan);
  if (isTrunkCall(plan, written)) return ofNational(written.slice(plan.longDistance.length), plan);
  if (isNational(plan, written)) return ofNational(written, plan);
  const own = after(plan.country, written);
  if (own !== undefined && isNational(plan, own)) return ofNational(own, plan);
  const area = areaForLocal(plan, written);
  const extension = extensionAfter(plan, '', written);
  if (extension !== undefined) return { kind: 'extension', digits: extension };
  return area === undefined ? undefined : ofNational(area + written, plan);
}

function ofNational(national: string, plan: DialPlan): PlanNumber | undefined {
  const extension = ownExtension(national, plan);
  if (extension) return extension;
  return plan.country === '' ? undefined : { kind: 'e164', digits: plan.country + national };
}

function ownExtension(national: string, plan: DialPlan): PlanNumber | undefined {
  for (const area of plan.areas.length > 0 ? plan.areas : ['']) {
    const digits = extensionAfter(plan, area, national);
    if (digits !== undefined) return { kind: 'extension', digits };
  }
  return undefined;
}
