/** Stands for each character of what is certainly no telephone number. No text has it, and nothing may touch it. */
export const masked = '\u0001';

/** Letters of scripts that part words by spaces; in others a number stands right behind its label. */
export const wordLetters = 'A-Za-z\u00aa\u00b5\u00ba\u00c0-\u02af\u0370-\u058f\u1e00-\u1fff';

const currencies =
  '[$€£¥₹₩₪₫₴₦₱฿₽₺₿]|R\\$|\\b(?:USD|EUR|GBP|CHF|JPY|CNY|BRL|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|KRW|RUB|TRY|ZAR|MXN|SGD|HKD|Fr\\.|Rs\\.?|kr\\.?|zł|Kč|Ft|lei)(?![\\p{L}])|[円元원]|\\b(?:[Ee]uros?|[Dd]ollars?|[Ff]ranken|[Ff]rancs?|[Pp]ounds?|[Yy]en)(?![\\p{L}])';
const amount = "\\d{1,3}(?:[ .,'’]\\d{3})+(?:[.,]\\d{1,2}|[.,]-)?|\\d+(?:[.,]\\d{1,2}|[.,]-)?";
const units =
  '(?:[kMGT]?i?[Bb](?:ytes?|it)?(?:ps|/s)?|bytes?|[kcm]?m[²³23]?|km/h|mph|mi|miles|ft|k?g|mg|lbs?|[mc]?l|ms|[µn]s|k?Wh?|[kMG]?Hz|px|dpi|rpm|[kM]?V|mAh|kcal|kJ|hPa|%|‰|°|habitants|hab\\.|Einwohner|inhabitants|people|residents|personnes|Personen|users|views|vues|followers|likes|Aufrufe|visitors|Besucher|downloads|votes|Stimmen|voix|points|Punkte|seconds|secondes|Sekunden|times|items|units|rows|Zeilen|lignes|records|pages|Seiten|mm|miles)(?![\\p{L}\\p{N}])';

const unitAfter = new RegExp(`^ ?(?:${currencies}|${units})`, 'u');

/** @param after what follows a number: "kg", "Euro" */
export function isUnitAfter(after: string): boolean {
  return unitAfter.test(after);
}

/** No digit may stand directly before, nor join from there by a sign that numbers are written with. */
const alone = '(?<![A-Za-z\\d_+])(?<!\\d[-./])';
const ended = '(?![A-Za-z\\d_])(?![-./]\\d)';

/** In this order: what is long and sure first, so that no part of it is left over. */
const sure: RegExp[] = [
  // Addresses of pages and of people.
  /\b(?!tel:|callto:|sips?:)[a-z][a-z0-9+.-]*:\/\/[^\s<>"]+|\bwww\.[^\s<>"]+/giu,
  /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/gu,
  /\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|html?|php|pdf|jpe?g|png|gif|svg|zip|docx?|xlsx?|csv|js|ts|json|xml|log|txt)\b(?:[/?#][^\s<>"]*)?/giu,
  // Paths.
  /(?<!\S)\/[\w.%-]+\/[^\s<>"]*/gu,
  // IBAN, in groups of four or without.
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])/gu,
  // Hashes, MAC and IPv6 addresses, UUID.
  /(?<![\p{L}\p{N}])(?:[0-9a-f]{1,4}::?){2,}[0-9a-f]{0,4}(?:[/%]\w+)?/giu,
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/giu,
  // ISO 8601, with a time or without; the same run together.
  new RegExp(
    `${alone}\\d{4}([-./])\\d{1,2}\\1\\d{1,2}(?:[T ]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:Z| ?[+-]\\d{2}:?\\d{2})?)?${ended}`,
    'gu',
  ),
  new RegExp(
    `${alone}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])(?:T?\\d{4,6}Z?|[-_]\\d{4,9})?${ended}`,
    'gu',
  ),
  new RegExp(`${alone}(?:19|20)\\d{2} ?[-/] ?(?:(?:19|20)?\\d{2})${ended}`, 'gu'),
  // Months of a year, and from one to another.
  new RegExp(
    `${alone}(?:0?[1-9]|1[0-2])[/.](?:19|20)\\d{2}(?: ?- ?(?:0?[1-9]|1[0-2])[/.](?:19|20)\\d{2})?${ended}(?! ?\\d)`,
    'gu',
  ),
  // From one time of day to another, with dots.
  new RegExp(`${alone}[0-2]?\\d\\.[0-5]\\d ?- ?[0-2]?\\d\\.[0-5]\\d${ended}`, 'gu'),
  // Parcels of UPS, in groups.
  /\b1Z(?: ?[A-Z\d]){16}\b/gu,
  // Times of day and results, each with what is told in seconds, and an offset.
  /(?<![\d:])\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:Z| ?[+-]\d{2}:?\d{2}(?!\d))?(?![\d:])/gu,
  // Coordinates: degrees with many decimals. (030.1234567 is a number of Berlin.)
  /(?<![\p{L}\p{N}.+])(?<!\) ?|\d[-/])-?(?:[1-9]\d{0,2}|0)\.\d{3,}(?=\s*[,;°NSEW]|\s*$)(?![\p{N}.-])/gu,
  /(?<![\p{L}\p{N}.+])(?<!\) ?|\d[-/])-?(?:[1-9]\d{0,2}|0)\.\d{4,}(?![\p{N}.-])/gu,
  /(?<!\d)(?<!\d[-./])\d{1,3}(?:[.,]\d+)?\s?[°º'′"″](?:\s?\d+(?:[.,]\d+)?\s?['′"″]?)*\s?[NSEWOВ]?(?![\p{L}])/gu,
  // Prices and quantities.
  new RegExp(`(?:${currencies}) ?(?:${amount})(?![\\d])`, 'gu'),
  new RegExp(`(?<![\\d.,+(])(?<!\\d[ ./-])(?:${amount})(?: ?(?:${currencies})| ?${units})`, 'gu'),
  /(?<![\d.])\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?![\d,])/gu,
  /(?<![\d.])\d{1,3}(?:[.'’]\d{3})+,\d+(?!\d)|(?<!\d)\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)/gu,
  // Social security and other numbers of authorities that have a shape of their own.
  new RegExp(`${alone}\\d{3}-\\d{2}-\\d{4}${ended}`, 'gu'),
  /(?<![\d.])\d{2,3}\.\d{3}\.\d{3}(?:\/\d{4})?-\d{2}(?!\d)/gu,
  /\bBE ?[01]\d{3}\.\d{3}\.\d{3}(?!\d)/gu,
  /(?<![\d.])756\.\d{4}\.\d{4}\.\d{2}(?!\d)/gu,
];

const dayFirst = new RegExp(`${alone}(\\d{1,2})([-./])(\\d{1,2})\\2(?:\\d{4}|\\d{2})${ended}`, 'gu');
const japaneseDate = /\d{2,4}年\s?\d{1,2}月(?:\s?\d{1,2}日)?/gu;
const ipv4 =
  /(?<![\p{L}\p{N}_.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::\d{1,5}|\/\d{1,2})?(?![\p{L}\p{N}_])(?!\.\d)/gu;
const version = /(?<![\p{N}.+])(?<!\d[/-])[vV]?\d{1,4}(?:\.\d{1,5}){2,4}(?:[-+][\w.]+)?(?![\p{L}\p{N}])/gu;
const checked =
  /(?<![\p{L}\p{N}+]|\+ |\(\+)(?!00)(?:97[89][- ]?(?:\d[- ]?){9}\d|\d{1,5}[- ]\d{1,7}[- ]\d{1,7}[- ][\dX]|\d{9}X|(?:\d[- ]?){12,18}\d)(?![- ]?[\p{L}\p{N}])/gu;
/** Letters and digits in one word, or joined by a sign: "1Z999AA1", "INV-2024-0301234567", "#030". */
const mixed = new RegExp(
  `# ?\\d[\\w./-]*|№ ?\\d[\\w./-]*(?: \\d+)*|(?<![${wordLetters}\\d])(?=[${wordLetters}\\d_]*[${wordLetters}])(?=[${wordLetters}\\d_]*\\d)[${wordLetters}\\d_]+(?:[-_/.:]?[${wordLetters}\\d_]+)*|[${wordLetters}][${wordLetters}\\d]*[-_/](?=\\d)[\\d\\-_/.]*\\d`,
  'gu',
);

/** The text with every character of such a look-alike replaced by `masked`; `plain` as `plainText` gives it. */
export function maskLookAlikes(plain: string): string {
  let text = plain;
  for (const pattern of sure) text = text.replace(pattern, filled);
  return text
    .replace(dayFirst, (match, one: string, _sign, other: string) =>
      isDayAndMonth(Number(one), Number(other)) ? filled(match) : match,
    )
    .replace(japaneseDate, filled)
    .replace(ipv4, (match, ...octets: string[]) => (isIpv4(octets.slice(0, 4)) ? filled(match) : match))
    .replace(version, (match) => (isVersion(match) ? filled(match) : match))
    .replace(checked, (match) =>
      isChecked(match.replace(/[- ]/g, ''), match.split(/[- ]/).length) ? filled(match) : match,
    )
    .replace(mixed, (match) => (isIdentifier(match) ? filled(match) : match));
}

function filled(match: string): string {
  return masked.repeat(match.length);
}

function isDayAndMonth(one: number, other: number): boolean {
  return one >= 1 && other >= 1 && one <= 31 && other <= 31 && (one <= 12 || other <= 12);
}

/** Telephone numbers in four such groups begin with 0; addresses of machines do not. */
function isIpv4([first = '', ...rest]: string[]): boolean {
  return !/^0\d/.test(first) && [first, ...rest].every((octet) => Number(octet) <= 255);
}

/** Groups of one digit in the middle, or a v in front; "1.212.555.0123" and "0.800.123.456" are no versions. */
function isVersion(match: string): boolean {
  if (/^v/i.test(match)) return true;
  const groups = match.split(/[-+]/, 1)[0]?.split('.') ?? [];
  return (
    groups.slice(1, -1).some((group) => group.length === 1) ||
    (groups.length === 3 && groups.every((group) => group.length <= 2))
  );
}

/** Card numbers (Luhn), ISBN-13 and EAN (modulo 10), ISBN-10 (modulo 11). */
function isChecked(digits: string, groups: number): boolean {
  if (digits.length === 10) return (groups === 4 || digits.endsWith('X')) && isIsbn10(digits);
  if (digits.length === 13 && /^97[89]/.test(digits)) return isEan(digits);
  return digits.length >= 13 && isLuhn(digits);
}

function isIsbn10(digits: string): boolean {
  const sum = [...digits].reduce(
    (all, digit, at) => all + (10 - at) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
  return sum % 11 === 0;
}

function isEan(digits: string): boolean {
  return [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Not the extension behind a number ("5550123x12"), and not what is only the word before it ("Tel.030"). */
function isIdentifier(match: string): boolean {
  if (/^(?:\d{2,})?(?:x|ext)\d{1,6}$/i.test(match)) return false;
  return !/^(?:tel|fon|fax|mob|mobil|phone|ph|t|p|m|f|h|c|o|w|d)[.:/-]\d/i.test(match);
}
