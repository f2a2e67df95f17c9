/** What the words before a number say of it. */
export type NumberLabel = 'telephone' | 'other' | undefined;

/** Words, without accents, that belong to telephones. */
const telephone = [
  // Wherever in a word: "Bestelltelefon", "Rufnummer", "smartphone".
  'telef|teleph|phone|telfon|toll.?free|freecall|hotline|helpline|helpdesk|mobiltel|mobilfunk|natel|durchwahl|anruf|rufnummer|rufnr|rufen sie|notruf',
  'switchboard|whatsapp|viber|joindre|joignable|llame|llama[rn]|ligar|chiam|puhelin|komork|vaxel|celular|cellulare|callcenter',
  // As words of their own: "tel", not "hotel"; "cell", not "excellent".
  '(?<!\\p{L})(?:tel|tels|tfn|tlf|tf|fon|fono|fax|telefax|mob|mobil|mobile|mobiel|mobiles|movil|handy|cell|gsm|ph|call|dial|bel|ring us)(?!\\p{L})',
  '(?<!\\p{L})(?:appel(?:ez|er)?|portable|zentrale|reception|empfang|contact|kontakt|erreichen|erreichbar|reach (?:us|me)|numero vert)(?!\\p{L})',
  '(?<!\\p{L})тел(?!\\p{L})|телефон|(?<!\\p{L})моб|звон|τηλ|κιν|טלפון|هاتف|تلفن|جوال',
  '電話|携帯|連絡先|問い合わせ|お問合せ|电话|手机|热线|聯絡|전화|휴대폰|연락처|โทร|फ़ोन|फोन|[☎☏✆📞📱📲🕿🖀🖁]',
].join('|');
/** One letter, right before the number: "T +49 ...", "M: 0171 ...", "P. 212 ...". */
const initial = '(?<![\\p{L}\\p{N}])[TPMFHOCWD] ?[.:]? ?$';

/** What is numbered and is no telephone. */
const other =
  'invoice|rechnung|facture|factura|fattura|receipt|beleg|quittung|aktenzeichen|geschaftszeichen|iban|\\bbic\\b|\\bblz\\b|bankleitzahl|sort code|routing|\\baba\\b|swift|konto|\\baccount n|compte n|credit card|debit card|kreditkarte|carte bancaire|isbn|issn|\\bean\\b|\\bupc\\b|gtin|asin|\\bsku\\b|art(?:ikel)?\\.?-?(?:nr|nummer|no)|barcode|part n|model|modell|serial|serien|serie|\\bs\\/n|imei|imsi|iccid|\\bvin\\b|fahrgestell|track|sendung|\\bpaket|colis|shipment|parcel|suivi|\\bpnr\\b|flight|\\bflug|\\bids?\\b|uuid|\\bvat\\b|\\bust|\\btva\\b|mwst|\\btax|steuer|st\\.-nr|siret|siren|\\brcs\\b|\\bhr[ab]\\b|handelsregister|company n|registration n|registered n|\\bkvk\\b|\\bcvr\\b|cnpj|\\bcpf\\b|\\bcif\\b|\\bnif\\b|\\bdni\\b|\\bein\\b(?= ?:)|\\bssn\\b|\\bsvnr|\\bahv|\\babn\\b|\\bacn\\b|\\bnhs\\b|\\bduns\\b|passport|ausweis|licen[sc]e|lizenz|patent|\\bdoi\\b|pmid|isin|\\bwkn\\b|hash|checksum|version|build|release|revision|commit|timestamp|epoch|population|einwohner|habitants|bevolkerung|\\bsize|große|taille|bytes|dimension|price|preis|\\bprix|\\btotal|\\bsumm?e|betrag|amount|montant|balance|saldo|coordinate|koordinaten|latitude|longitude|\\blat\\b|\\bl[no]n?g\\b|\\bgps\\b|\\bzip\\b|\\bplz\\b|post ?code|postal|postleitzahl|\\bcep\\b|gutschein|voucher|coupon|lott|\\bloto|tirage|gewinnzahl|jackpot|numbers drawn|scores?\\b|\\bpin\\b|\\bpuk\\b|\\btan\\b|pass(?:code|word)|passwort|mot de passe|\\botp\\b|\\bkey\\b|\\bbatch|\\blot\\b|zahler(?!-?hotline)|compteur|\\bmeter|policy|police n|vertrag|contract|contrat|matrikel|\\bisrc\\b|seed|\\bport\\b|\\berror|status|session|transaction|transaktion|\\btxn|\\btrx|meeting[ -]id|webinar|access code|authori[sz]ation|confirmation n|approval|\\bcode\\b|法人番号|登録番号|注文番号|伝票番号|郵便番号|〒|受注|型番';
/** What is handed out with a number, or told by one: "Order: 212-555-0123". */
const numbered =
  '(?:order|bestellung|bestell|auftrag|commande|pedido|ordine|ref(?:erence|erenz|erencia)?|ticket|case|vorgang|claim|item|product|produkt|request|document|dokument|record|account|lieferschein|asset|inventar)s?';
/** What one may call for as well ("Booking: 020 ..."): another number only when it is said to be one. */
const callable =
  '(?:booking|buchung|reservation|reserva|kunden|kd|customer|client|member|mitglied|card|karten?|carte|tarjeta|employee|personal|student|schaden|delivery|file|equipment|service)s?';
const said = '[ .-]{0,2}(?:n[or]\\b|n[°º]|nos?\\.|num|nummer|nr|number|id\\b|code|#)';
/** "Order: 212-555-0123", but not "Advice and orders: ...". */
const alone = `(?<=^ *|[.,;:!?·|•([\\n] ?|\\b(?:your|our|the|ihre?|votre|notre) )${numbered} ?:? ?$`;

const labels = new RegExp(`(${telephone})|(${numbered}${said}|${alone}|${callable}${said}|${other})`, 'giu');
const rightBefore = new RegExp(initial, 'u');

/**
 * What the words say, the nearest one first.
 * @param before what stands before the number, most distant first: a few words are enough
 */
export function labelBefore(before: string): NumberLabel {
  const words = folded(before);
  let label: NumberLabel;
  for (const { 0: word, 1: ofTelephone, index } of words.matchAll(labels)) {
    if (ofTelephone !== undefined) label = 'telephone';
    else if (!isSpent(words.slice(index + word.length))) label = 'other';
  }
  return label;
}

/** The label has had its number, or its sentence is over. */
function isSpent(behind: string): boolean {
  return /\d{3}|[!?;•|·](?: |$)|\p{L}{4}\. \p{Lu}/u.test(behind);
}

/** "T +49 ...": only in the line of the number itself, as columns have letters too. */
export function isInitialOfTelephone(before: string): boolean {
  return rightBefore.test(before);
}

/** "(mobile)": what directly follows a number. */
export function isTelephoneAfter(after: string): boolean {
  return /^ ?[([] ?(?:tel|fon|phone|mobil|handy|cell|fax|home|work|office|privat|portable|domicile|bureau)/iu.test(
    after,
  );
}

/** Without the accents of Latin letters; those of other scripts make other letters. */
function folded(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
