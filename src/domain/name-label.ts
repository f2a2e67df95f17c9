import type { NumberLabel } from './number-labels';

/** Names of that kind say how a page is laid out on a telephone. */
const ofLayout = /hidden|visible|only|hide|show/i;
/** Only names that are clear: "cell", "mobile" and "contact" are said of much else. */
const ofTelephone = /phone|telefon|(?:^|[^a-z])(?:tel|fax)(?:[^a-z]|$)/i;
/** And of what is numbered: "order" alone is said of how elements are sorted, "item" of any of a list. */
const ofOther =
  /\b(?:order|invoice|serial|account|tracking|shipment|customer|client|product|item|part|model|ticket|case|claim|ref|reference|transaction|booking|reservation|policy|contract|tax|card|member|file|document) ?(?:id|no|nr|num|number|code|ref)\b|\b(?:sku|mpn|isbn|issn|ean|gtin|upc|iban|bic|imei|vat id|siret|siren|uuid|barcode)\b/i;

/**
 * What the names say that a page's author gave an element.
 * @param names its id, classes and such, parted by blanks: "orderNumber", "order_number", "contact__phone"
 */
export function labelOfName(names: string): NumberLabel {
  if (ofTelephone.test(names)) return ofLayout.test(names) ? undefined : 'telephone';
  return names.split(/\s+/).some((name) => ofOther.test(wordsOf(name))) ? 'other' : undefined;
}

function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_\d]+/g, ' ');
}
