import { plainWord } from './numbered-things';

/** What leads in to a number in a sentence, and lines that are called; in small letters and without accents. */
const leadsIn = new Set(
  [
    'on at to or and under is via with us me by through the our your number line lines office desk team direct free hours only also either now today text sms ring support info please bookings reservations enquiries inquiries appointments orders sales tickets emergencies admissions reception switchboard',
    'unter an oder und auf bei zu zum per ist lautet uber die der nur kostenlos direkt privat dienstlich auch jederzeit rund bzw sowie sonst',
    'le au ou et du sur vert gratuit direct suivant bureau domicile accueil urgences soit puis',
    'al allo il o e ed verde ufficio casa gratuito oppure anche chiamando',
    'el y u gratuito gratuita costo oficina particular fijo llamando marcando tambien bien',
    'para ou no ao pelo gratis apoio fixo',
    'op of en naar het ons via bij',
    'pa eller och till til ved tai ja og samt numeroon numerosta',
    'pod lub i oraz na numerem albo nebo a az vagy es la sau si veya ve ili pe',
    'по или и на номеру στο ή',
    'di atau ke hoac so',
  ]
    .join(' ')
    .split(' '),
);

/**
 * Whether a number stands in the middle of a sentence, behind a word that does not lead in to one that is called: "su
 * pedido 612 345 098 ha sido entregado". Names of people, places and departments are written large.
 * @param words what stands before the number
 * @param after what follows it
 */
export function isInUnclearSentence(words: string, after: string): boolean {
  const [, next = ''] = /^ ([^\s\d.,;:!?()])/u.exec(after) ?? [];
  if (next === next.toUpperCase()) return false;
  const [, word = ''] = /[^\s.,;:!?()[\]|·•–/-] ([^\s\d.,;:!?()[\]|·•/"'’°º]+) ?$/u.exec(words) ?? [];
  const [first = ''] = word;
  const isSmall = first !== first.toUpperCase();
  return isSmall && !leadsIn.has(plainWord(word));
}

/** Short ones in capitals that stand before numbers that are called: of lines, of places, of hours. */
const calledAbbreviations = new Set(
  'TEL TELS FAX TTY TDD SAV SAC WA PBX HQ UK US USA GB NYC LA DC EU PST PDT EST EDT CST CDT MST MDT GMT CET AM PM UHR MEZ SOS VIP IT HR PR TF MOB CELL GSM PH'.split(
    ' ',
  ),
);

/** Whether it stands right behind an abbreviation that nothing is known of: "KID 22 41 63 98". */
export function isBehindAbbreviation(words: string): boolean {
  const [, word = ''] = /(?:^|[\s(,;:|·•/-])([^\s\d.,;:!?()[\]|·•/-]{2,5}) ?$/u.exec(words) ?? [];
  const areCapitals = [...word].every((letter) => letter !== letter.toLowerCase());
  return word !== '' && areCapitals && !calledAbbreviations.has(word);
}
