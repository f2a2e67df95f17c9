/** What the bench does in the page; times in milliseconds. */
import uFuzzy from '@leeoniya/ufuzzy';
import { CallerSearch } from '../../src/data/caller-search';
import { addContacts, changeContact } from '../../src/data/contact-writing';
import { eachContacts, readContact } from '../../src/data/contacts';
import { openDatabase } from '../../src/data/database';
import { DirectorySearch } from '../../src/data/directory-search';
import { indexDrawers } from '../../src/data/drawer-indexing';
import type { Contact } from '../../src/domain/contact';
import { dialRulesOff } from '../../src/domain/dial-rules-settings';
import { people } from './people';

export interface Keystroke {
  typed: string;
  /** What somebody waits for who types. */
  ringtab: number;
  /** With the first 20 contacts read from the database. */
  shown: number;
  uFuzzy: number;
  best: number;
  /** Of the best times of the two. */
  ratio: number;
  found: number;
}

/** What Chromium's clock can tell apart. */
const clock = 0.02;

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
const timed = async (act: () => Promise<unknown>) => {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
};

let search = new DirectorySearch();
let haystack: string[] = [];
/** As its author says for names of all scripts; without `unicode` it finds Latin ones only. */
const fuzzy = new uFuzzy({ unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: '\\p{Ll}\\p{Lu}' });

const bench = {
  async fill(count: number) {
    const database = await openDatabase();
    for (const store of database.objectStoreNames) await database.clear(store);
    const drafts = people(count);
    const write = await timed(async () => {
      for (let at = 0; at < drafts.length; at += 2_048) {
        await addContacts(drafts.slice(at, at + 2_048), 'own', 0);
      }
    });
    let longest = 0;
    let since = performance.now();
    const index = await timed(() =>
      indexDrawers(async () => {
        longest = Math.max(longest, performance.now() - since);
        await pause();
        since = performance.now();
      }),
    );
    return { write, index, longest };
  },

  async load() {
    search = new DirectorySearch();
    return timed(() => search.refresh());
  },

  async first() {
    const whole = search.find({ text: '' });
    const begun = performance.now();
    await whole.page(0, 40);
    const page = performance.now() - begun;
    return { page, last: await timed(() => whole.page(whole.total - 40, whole.total)) };
  },

  async fillHaystack() {
    haystack = [];
    for await (const batch of eachContacts('own')) haystack.push(...batch.map(asLine));
    return haystack.length;
  },

  /** First as somebody types; then each again, beside uFuzzy, whose litter would otherwise be in the way. */
  async type(words: string[]): Promise<Keystroke[]> {
    const typed = words.flatMap((word) =>
      Array.from({ length: word.length }, (_, at) => word.slice(0, at + 1)).filter(
        (text) => !text.endsWith(' '),
      ),
    );
    const waited: number[] = [];
    for (const text of typed) {
      waited.push(answer(text).time);
      await pause();
    }
    const strokes: Keystroke[] = [];
    for (const [at, text] of typed.entries()) strokes.push(await contest(text, waited[at] ?? 0));
    return strokes;
  },

  async scan(words: string[]) {
    const times: number[] = [];
    for (const word of words) {
      const wanted = word.toLowerCase();
      times.push(
        await timed(async () => {
          const found: Contact[] = [];
          for await (const batch of eachContacts('own')) {
            found.push(...batch.filter((contact) => asLine(contact).toLowerCase().includes(wanted)));
          }
        }),
      );
    }
    return times;
  },

  async change() {
    const contact = (await readContact('o0-5')) as Contact;
    const index = await timed(async () => {
      await changeContact({ ...contact, lastName: 'Changed' });
      await indexDrawers(pause);
    });
    return { index, refresh: await timed(() => search.refresh()) };
  },

  async match(numbers: string[]) {
    const callers = new CallerSearch();
    const rules = {
      dialRules: {
        ...dialRulesOff(),
        countryCode: '49',
        longDistancePrefix: '0',
        nationalLengths: [8, 9, 10],
      },
      digits: 9,
      identityRequired: false,
    };
    const times: number[] = [];
    let found = 0;
    for (const number of numbers) {
      times.push(
        await timed(async () => {
          found += (await callers.match(number, rules)).length > 0 ? 1 : 0;
        }),
      );
    }
    return { cold: times[0] ?? 0, times: times.slice(1), found };
  },
};

const tries = 5;

function answer(text: string): { time: number; found: number } {
  const begun = performance.now();
  const matches = search.find({ text, countryCode: '49' });
  matches.ids(0, 20);
  return { time: performance.now() - begun, found: matches.total };
}

/** The best of five tells the two searches apart, and not the machine. */
async function contest(typed: string, ringtab: number): Promise<Keystroke> {
  const ours: number[] = [];
  const fuzzyTimes: number[] = [];
  for (let again = 0; again < tries; again++) {
    ours.push(answer(typed).time);
    const begun = performance.now();
    fuzzy.search(haystack, typed, 1, 1_000);
    fuzzyTimes.push(performance.now() - begun);
  }
  const shown = await timed(() => search.find({ text: typed, countryCode: '49' }).page(0, 20));
  const best = Math.min(...ours);
  const ratio = best / Math.max(Math.min(...fuzzyTimes), clock);
  const { found } = answer(typed);
  return { typed, ringtab, uFuzzy: fuzzyTimes[0] ?? 0, best, ratio, shown, found };
}

function asLine({ firstName, lastName, company, email, numbers }: Contact): string {
  return [firstName, lastName, company, email, ...numbers.map(({ number }) => number)].join(' ');
}

export type DirectoryBench = typeof bench;
Object.assign(globalThis, { bench });
