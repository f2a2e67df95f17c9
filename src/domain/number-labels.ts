import { wordLetters } from './look-alikes';

/** What the words before a number say of it. */
export type NumberLabel = 'telephone' | 'other' | undefined;

/** Words, in small letters and without accents, that belong to telephones. */
const telephone = [
  // Wherever in a word: "Bestelltelefon", "Rufnummer", "smartphone".
  'telef|teleph|phone|telfon|toll.?free|freecall|hotline|helpline|helpdesk|mobiltel|mobilfunk|natel|durchwahl|anruf|rufnummer|rufnr|rufen sie|notruf',
  'switchboard|infolin|dien thoai|whatsapp|viber|joindre|joignable|llame|llama[rn]|ligar|chiam|puhelin|komork|vaxel|celular|cellulare|callcenter|cagr[iı] merkezi',
  // As words of their own: "tel", not "hotel"; "cell", not "excellent".
  '(?<!\\p{L})(?:tel|tels|tfn|tlf|tf|fon|fono|fax|telefax|mob|mobil|mobile|mobiel|mobiles|movil|handy|cell|gsm|ph|call|dial|bel|simi|talr|ring us)(?!\\p{L})',
  '(?<!\\p{L})(?:appel(?:ez|er)?|portable|zentrale|reception|empfang|se[ck]retari(?:at|aat|a|ado)|segreteria|contact|kontakt|erreichen|erreichbar|reach (?:us|me)|(?:ring|bell|buzz) on|numero vert)(?!\\p{L})|(?<!\\p{L})port\\.(?= )',
  '(?<!\\p{L})тел(?!\\p{L})|телефон|(?<!\\p{L})моб|звон|τηλ|κιν|טלפון|هاتف|تلفن|جوال',
  '電話|携帯|連絡先|問い合わせ|お問合せ|电话|手机|热线|聯絡|전화|휴대폰|연락처|โทร|फ़ोन|फोन|[☎☏✆📞📱📲🕿🖀🖁]',
].join('|');
/** One letter, right before the number: "T +49 ...", "M: 0171 ...", "P. 212 ...". */
const initial = '(?<![\\p{L}\\p{N}/])[TPMFHOCWD] ?[.:]? ?$';

/** What is numbered and is no telephone. */
const other =
  'invoice|rechnung|facture|factura|fattura|receipt|beleg|quittung|aktenzeichen|geschaftszeichen|\\baz\\b|iban|\\bbic\\b|\\bblz\\b|bankleitzahl|sort code|routing|\\baba\\b|swift|konto|\\baccount n|compte n|credit card|debit card|kreditkarte|carte bancaire|isbn|issn|\\bean\\b|\\bupc\\b|gtin|\\basin\\b|\\bsku\\b|\\bart\\.|artikel|\\bref\\b|referen[cz]|docket|dossier|chapter|section|kapitel|abschnitt|chapitre|barcode|part n|model|modell|serial|serien|serie|\\bs\\/n|imei|imsi|iccid|\\bvin\\b|fahrgestell|track|sendung|\\bpaket|colis|shipment|parcel|suivi|\\bpnr\\b|flight|\\bflug|\\bids?\\b|uuid|\\bvat\\b|\\bust|\\btva\\b|mwst|(?<!council )\\btax(?!i)|steuer|st\\.-nr|siret|siren|\\brcs\\b|\\bhr[ab]\\b|handelsregister|company n|registration n|registered n|\\bkvk\\b|\\bcvr\\b|cnpj|\\bcpf\\b|\\bcif\\b|\\bnif\\b|\\bdni\\b|\\bein\\b(?= ?:)|\\bssn\\b|\\bsvnr|\\bahv|\\babn\\b|\\bacn\\b|\\bnhs\\b|\\bduns\\b|passport|ausweis|licen[sc]e|lizenz|patent|\\bdoi\\b|pmid|isin|\\bwkn\\b|hash|checksum|version|build|release|revision|commit|timestamp|epoch|population|einwohner|habitants|bevolkerung|\\bsize|große|taille|bytes|dimension|price|preis|\\bprix|\\btotal|\\bsumm?e|betrag|amount|montant|balance|saldo|coordinate|koordinaten|latitude|longitude|\\blat\\b|\\bl[no]n?g\\b|\\bgps\\b|\\bzip\\b|\\bplz\\b|post ?code|postal|postleitzahl|\\bcep\\b|gutschein|voucher|coupon|lott|euromil|powerball|mega millions|\\bloto|tirage|ziehung|wertpapier|(?:purchase|work) order|gewinnzahl|jackpot|numbers drawn|scores?\\b|\\bpin\\b|\\bpuk\\b|\\btan\\b|pass(?:code|word)|passwort|mot de passe|\\botp\\b|\\bkey\\b|\\bbatch|\\blot\\b|zahler(?!-?hotline)|compteur|\\bmeter|policy|police n|vertrag|contract|contrat|matrikel|\\bisrc\\b|seed|\\bport\\b(?!\\.)|\\berror|status|session|transaction|transaktion|\\btxn|\\btrx|meeting[ -]id|webinar|access code|authori[sz]ation|confirmation|gift card|bill of lading|waybill|\\bawb\\b|verwendungszweck|\\btyp\\b|codi[cg]|matricul|rastre|nota fiscal|albaran|approval|\\bcode\\b|法人番号|登録番号|郵便振替|口座|注文番号|伝票番号|郵便番号|〒|受注|型番|品番|\\bfig(?:ure|\\.)|\\btable\\b|\\bsample|asset tag|\\bregistration|\\bledger|user ?id|prescription|rezept|\\bresult|ergebnis|dewey|kennziffer|kennzeichen|kenmerk|lieferung|flurstuck|grundbuch|\\bcote\\b|resultat|gagnant|identifiant|\\bdevis\\b|bon de |protoco|spedizion|bollett|expedient|\\blote\\b|colegiad|seguimient|process[oe]\\b|membership|pratica|\\bcheck #|certificat|mitgliedschaft';
/** What is handed out with a number, or told by one: "Order: 212-555-0123". */
const numbered =
  '(?:order|bestellung|bestell|bestelling|auftrag|commande|pedido|ordine|encomenda|zamow\\p{L}*|objednavk[au]|siparis|rendeles|ticket|case|vorgang|claim|item|product|produkt|request|document|dokument|record|account|lieferschein|asset|inventar|заказ)';
/** "Order: 212-555-0123", but not "Advice and orders: ...". */
const alone = `(?<=^ *|[.,;:!?·|•([\\n] ?|\\b(?:your|our|the|ihre?|votre|notre) )${numbered} ?:? ?$`;

/** Of whatever there is a number: "Bestelnummer", "Charge no.", "Cégjegyzékszám", "Ordine n.". */
const ofWord =
  "(?<!\\p{L})\\p{L}[\\p{L}.'’&/-]*(?:(?:num[bm]er[ns]?|nummern|numeros?|nr|szam)\\b|[ .-]{1,2}(?:n[or]\\b|n[°º]|nos?\\.|n\\.|nro\\b|num\\b|num[bm]ers?\\b|numero\\b|id\\b|code\\b|#))";
/** "n° de dossier", "Numéro d'entreprise"; "nr zamówienia", "номер заказа". */
const ofThing =
  "(?<!\\p{L})(?:(?:n[°º]|n\\.º|num\\b|numeros?\\b)\\.? ?(?:(?:d[aeiou]|del|della|des|d)(?:['’ ]|l['’ ]|la )+)?|(?:nr|numer|cislo|номер|numar|broj)\\.? )\\p{L}{2,}";
const han = '\\u3400-\\u9fff';
const inEastAsia = `(?<![${han}])[${han}\\u30a1-\\u30faー]+(?:番号|コード|号码?|號碼?|編號|编号)|[\\uac00-\\ud7a3]+번호`;
const anyNumber = `${ofWord}|${ofThing}|${inEastAsia}`;

const ofTelephone = expression(telephone);
const ofOther = expression(other);
/** "The number 212 ...", "Servicenummer": it may well be one that is called. */
const mayBeCalled = expression(
  [
    'handy|mobil|portable|fax|gsm|festnetz|landline|servic|support|notfall|notdienst|emergen|urgen|contat|kontakt|buro|office',
    'standard|zentral|central|bereitschaft|privat|gratuit|gratis|verde|vert\\b|azur|unic|uniq|direct|suivant|seguen|siguien|atend|assist|appel|infolin',
    '^(?:home|work|business|local|main|free|info|general|call)[ .-]',
    '^(?:die|der|eine|diese|dieser|unsere|unserer|meine|the|this|our|my|your|his|her|their|an?|new|one|same|following|le|ce|un|au|du|mon|notre|nouveau|el|este|nuestro|il|al|questo|is)\\b',
    '^(?:代表|直通|内線|専用)',
  ].join('|'),
);

const labels = expression(`(${telephone})|(${anyNumber})|${alone}|\\baccount ?:? ?$|${other}`, 'gu');
/** Names of numbers in capitals, right before one: in small letters they are words ("bel ons op 020 ..."). */
const abbreviations =
  /(?<!\p{L})(?:P\.?O|SO|RMA|RA|INV|ORD|REF|ACCT|A\/C|NPI|NDC|CAS|EC|UN|DIN|OP|PN|P\/N|OEM|MPN|NSN|IP|CID|UID|PID|CIN|PAN|TIN|TFN|MRN|FRN|MPAN|MPRN|FDA|BSB|GST|CRN|UTR|BRN|UEN|NZBN|OIB|JMBG|PIB|CNP|CUI|CUIT|CUIL|RUT|RUC|RFC|NIT|NIP|KRS|ICO?|DIC|KBO|BCE|RPM|BTW|NO|CPR|FN|REA|EIK|INN|KPP|OGRN|ИНН|КПП|ОГРН|СНИЛС|ЕИК)[ .:#-]*$/u;
/** "No. 212 ...": the words would say it if it were a telephone number. */
const numberSign = /(?<![a-z][ .-]{0,2})(?:n[ro]?s?[.:]|nr|n[°º]) ?:? ?$/;
const rightBefore = new RegExp(initial, 'u');

/**
 * What the words say, the nearest one first.
 * @param before what stands before the number, most distant first: a few words are enough
 */
export function labelBefore(before: string): NumberLabel {
  const text = folded(before);
  if (abbreviations.test(text)) return 'other';
  let label: NumberLabel;
  const small = text.toLowerCase();
  for (const { 0: words, 1: telephone, 2: number, index } of small.matchAll(labels)) {
    const said = telephone === undefined ? (number === undefined ? 'other' : saidOf(number)) : 'telephone';
    if (said === 'telephone' || (said === 'other' && !isSpent(text.slice(index + words.length))))
      label = said;
  }
  return label ?? (numberSign.test(small) ? 'other' : undefined);
}

/** @param number words that end in "number" or the like */
function saidOf(number: string): NumberLabel {
  if (ofOther.test(number)) return 'other';
  if (ofTelephone.test(number)) return 'telephone';
  return mayBeCalled.test(number) ? undefined : 'other';
}

/** The label has had its number, or its sentence is over. */
function isSpent(behind: string): boolean {
  return /\d{3}|\d, |[!?;•|·](?: |$)|\p{L}{4}\. \p{Lu}/u.test(behind);
}

/** "T +49 ...": only in the line of the number itself, as columns have letters too. */
export function isInitialOfTelephone(before: string): boolean {
  return rightBefore.test(before);
}

/** "(mobile)": what directly follows a number. */
export function isTelephoneAfter(after: string): boolean {
  return /^ ?[([] ?(?:tel|fon|phone|mobil|handy|cell|fax|home|work|office|privat|portable|domicile|bureau|моб|手机|手機|携帯|電話|电话|代表)/iu.test(
    after,
  );
}

/**
 * For text in small letters. Chrome takes tens of milliseconds to get an expression ready that ignores case, or has
 * all letters that there are.
 */
function expression(pattern: string, flags = 'u'): RegExp {
  const letters = pattern.replaceAll('[\\p{L}', `[${wordLetters}`).replaceAll('\\p{L}', `[${wordLetters}]`);
  return new RegExp(letters, flags);
}

/** Without the accents of Latin letters; those of other scripts make other letters. */
function folded(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
