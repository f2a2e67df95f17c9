import { foldText, wordStarts, wordsOf } from '../../../src/domain/folded-words';

it.each([
  ['Élodie MÜLLER', 'elodie muller'],
  ['Łukasz Żółć', 'lukasz zolc'],
  ['Straße Æsir Œuvre Øster Þór', 'strasse aesir oeuvre oster thor'],
  ['İstanbul ISPARTA ılık', 'istanbul isparta ilik'],
  ['Ｊｏｈｎ ﬁn', 'john fin'],
  ['Πέτρος ΠΕΤΡΟΣ', 'πετροσ πετροσ'],
  ['Ёлка Йод', 'елка иод'],
  ['مُحَمَّد محمـد', 'محمد محمد'],
  ['שָׁלוֹם', 'שלום'],
  ['O’Brien', "o'brien"],
  ['two\nlines', 'two lines'],
])('%s is searched as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

it('keeps the vowels of scripts whose vowels are marks', () => {
  expect(foldText('राम')).not.toBe(foldText('रम'));
});

const begun = (text: string) => wordStarts(foldText(text)).map((at) => foldText(text).slice(at));

it('finds where words begin, and in scripts without spaces at each character', () => {
  expect(begun("jean-luc o'brien")).toEqual(["jean-luc o'brien", "luc o'brien", "o'brien", 'brien']);
  expect(begun('王小明')).toEqual(['王小明', '小明', '明']);
  expect(begun('김민준')).toHaveLength(3);
  expect(begun('राम कुमार')).toHaveLength(2);
});

it('takes words apart', () => {
  expect(wordsOf(foldText("Jean-Luc  O'Brien, 3M"))).toEqual(['jean', 'luc', 'o', 'brien', '3m']);
  expect(wordsOf('')).toEqual([]);
});
