import {
  FILE_KEYS,
  type FileKey,
  PROFILES_KEY,
  SETTING_KEYS,
  SETTINGS_FILES_KEY,
  type SettingKey,
} from './profile-keys';

/** What a written key has to do with the keys there are. */
export type KeyMatch<K extends string> =
  | { kind: 'exact' | 'case' | 'translated' | 'misspelt'; key: K }
  | { kind: 'unknown' };

/** Plausible French for each key, without accents, spaces and case; the first of a few is from the manual. */
const FRENCH_KEYS = {
  [PROFILES_KEY]:
    'profilserveuripoffice profilsserveuripoffice profilduserveuripoffice profilsduserveuripoffice profildeserveuripoffice profilsdeserveuripoffice profilsdesserveursipoffice',
  [SETTINGS_FILES_KEY]:
    'adressefichierparametresclient adressedufichierdeparametresclient adressedufichierdeparametresduclient',
  Profile_Name: 'nomprofil nomduprofil nomdeprofil',
  Client_Settings_File_Url:
    'urlfichierparametresclient urldufichierdeparametresclient urldufichierdeparametresduclient',
  Name: 'nom nomduprofil nomprofil',
  Address: 'adresse adresseduserveur adresseserveur',
  AccountsToken: 'jetondecompte jetondecomptes jetoncompte jetonducompte jetonsdecompte jetondescomptes',
  LogDownload:
    'telechargementdujournal telechargementdejournal telechargementdesjournaux telechargementdejournaux telechargementjournal telechargementjournaux telechargerjournal telechargerlejournal telechargerlesjournaux',
  STUNHost: 'hotestun hotedestun serveurstun',
  STUNPort: 'portstun portdestun',
  AutoFailover: 'basculementautomatique basculementauto autobasculement',
  DialRule:
    'regledenumerotation reglesdenumerotation reglenumerotation reglesnumerotation regledappel reglesdappel',
  OutsidePrefix:
    'prefixeexterne prefixeexterieur prefixedesortie prefixesortie prefixedappelexterne prefixeligneexterne',
  CountryCode: 'codepays codedepays codedupays indicatifpays indicatifdepays indicatifdupays',
  CityCode:
    'codeville codedeville codedelaville indicatifregional indicatifsregionaux indicatifville indicatifdeville coderegional',
  PbxPrefix: 'prefixepbx prefixedupbx prefixeautocommutateur prefixedelautocommutateur',
  LongDistancePrefix:
    'prefixelonguedistance prefixedelonguedistance prefixeinterurbain prefixelongdistance prefixenational',
  InternationalPrefix: 'prefixeinternational',
  ExtensionLength:
    'longueurposte longueurdeposte longueurduposte longueurdespostes longueurdepostes longueurextension longueurdextension longueurdelextension longueurdesextensions longueurnumerodeposte longueurdunumerodeposte',
  NationalLength:
    'longueurnationale longueurnational longueurnumeronational longueurdunumeronational longueurdesnumerosnationaux',
  RemoveAreaCode:
    'supprimerindicatifregional supprimerlindicatifregional supprimerindicatif supprimerlindicatif supprimercoderegional supprimerlecoderegional retirerindicatifregional retirerlindicatifregional',
  ApplyToPlusNumber:
    'appliqueraunumeroplus appliquerauxnumerosplus appliquernumeroplus appliquersurnumeroplus appliqueraunumeroavecplus appliquerauxnumerosavecplus',
  SecondaryAddress: 'adressesecondaire adressedesecours',
  Domain: 'domaine domainesip',
  TURNHost: 'hoteturn hotedeturn serveurturn',
  TURNPort: 'portturn portdeturn',
  TURNUser: 'utilisateurturn nomdutilisateurturn',
  TURNPassword: 'motdepasseturn motdepassedeturn',
  ICEPolicy: 'politiqueice politiquedice strategieice',
  Codecs: 'listedescodecs ordredescodecs',
  EmergencyNumbers: 'numerosdurgence numerodurgence numerosurgence',
  VoicemailNumber:
    'numeromessagerie numerodemessagerie numerodelamessagerie numeromessagerievocale numerodemessagerievocale',
  ConferenceURI: 'uriconference urideconference uridelaconference',
  CallStealCode: 'codereprise codedereprise codereprisedappel codedereprisedappel',
  DeclineWith: 'refuseravec refusavec refusdappel',
  AllowForwarding: 'autoriserrenvoi autoriserlerenvoi autoriserrenvois autoriserlesrenvois',
  AllowAutoAnswer: 'autoriserreponseautomatique autoriserlareponseautomatique',
  AllowCallHandover: 'autoriserreprisedappel autoriserreprisedappels autoriserlareprisedappels',
  AllowOtherPhone: 'autoriserautretelephone autoriserunautretelephone',
  ContactMatchingDigits: 'chiffrescorrespondance chiffresdecorrespondance chiffrescorrespondancecontact',
  DirectoryURL: 'urlannuaire urldelannuaire adresseannuaire adressedelannuaire',
  DirectoryRequiresIdentity:
    'annuaireexigeidentite annuaireexigelidentite annuairerequiertidentite annuaireexigeidentiteunique',
} satisfies Record<SettingKey | FileKey, string> & Record<string, string>;

const LONGEST_KEY = 80;
/** A damaged text is asked about the same few words hundreds of times: for each problem what may be shown of its line. */
const MOST_REMEMBERED = 1_000;

/** Finds out what a written key means. `keys` are the ones that may stand at this place. */
export function keyMatcher<K extends keyof typeof FRENCH_KEYS>(
  keys: readonly K[],
): (written: string) => KeyMatch<K> {
  const exact = new Map<string, K>(keys.map((key) => [key, key]));
  const english = new Map<string, K>(keys.map((key) => [bareLetters(key), key]));
  const spellings = [...english.keys()];
  const french = new Map<string, K>(
    keys.flatMap((key) => FRENCH_KEYS[key].split(' ').map((name): [string, K] => [name, key])),
  );
  const remembered = new Map<string, KeyMatch<K>>();
  return (written) => {
    const same = exact.get(written);
    if (same) return { kind: 'exact', key: same };
    if (written.length > LONGEST_KEY) return { kind: 'unknown' };
    const before = remembered.get(written);
    if (before) return before;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const match = respelt(written);
    remembered.set(written, match);
    return match;
  };

  function respelt(written: string): KeyMatch<K> {
    const letters = bareLetters(written);
    const otherCase = english.get(letters);
    if (otherCase) return { kind: 'case', key: otherCase };
    const translated = french.get(letters);
    if (translated) return { kind: 'translated', key: translated };
    const near = nearest(letters, spellings);
    const meant = near === undefined ? undefined : english.get(near);
    return meant ? { kind: 'misspelt', key: meant } : { kind: 'unknown' };
  }
}

export const matchSettingKey = keyMatcher(SETTING_KEYS);
export const matchListKey = keyMatcher([PROFILES_KEY, SETTINGS_FILES_KEY]);
export const matchFileKey = keyMatcher(FILE_KEYS);

/** Lower case, without accents and anything but letters and digits: "Jeton de compte" → "jetondecompte". */
function bareLetters(key: string): string {
  return key
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** The candidate with the same first letter at most one mistake away, or two for longer words. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const most = word.length < 6 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const candidate of candidates) {
    if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > most) continue;
    const distance = editDistance(word, candidate, most);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein); gives up beyond `most`. */
function editDistance(from: string, to: string, most: number): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[to.length] ?? 0;
}
