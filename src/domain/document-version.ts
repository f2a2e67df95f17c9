import type { XmlElement } from './xml';

/** Where a document stands among those of one subscription. */
export interface DocumentOrder {
  /** -1 where none is known. */
  version: number;
  /** It says what has changed, and not all. */
  isPartial: boolean;
  /** The last one says more. */
  isOld: boolean;
  /** One between the last and this was missed: what it says cannot be told from this. */
  lost: boolean;
}

/**
 * By its version and state (RFC 4235 section 4.3, RFC 4575 section 4.6, RFC 3680 section 5.1). A full one always counts:
 * some gateways number nothing, and none sends an old one after a new one in one subscription.
 */
export function orderOf({ attributes }: XmlElement, before: { version: number } | undefined): DocumentOrder {
  const told = Number(attributes.version ?? Number.NaN);
  const isPartial = attributes.state === 'partial';
  const last = isPartial ? before?.version : undefined;
  return {
    version: Number.isFinite(told) ? told : (last ?? -1),
    isPartial,
    isOld: last !== undefined && told <= last,
    lost: isPartial && (last === undefined || (Number.isFinite(told) && told > last + 1)),
  };
}
