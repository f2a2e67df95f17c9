import { when } from '../../../src/ui/when';

const now = new Date(2026, 10, 21, 10, 30).getTime();
const nineTwelve = (day: number) => new Date(2026, 10, day, 9, 12).getTime();

const chromeBefore = globalThis.chrome;
afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

function speak(language: string): void {
  const getMessage = (key: string, substitutions: string[]) => `${key}(${substitutions.join(' | ')})`;
  Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: () => language } } });
}

describe('a moment in a sentence', () => {
  it.each([
    ['en-GB', 21, 'when_near(today | 09:12)'],
    ['fr', 20, 'when_near(hier | 09:12)'],
    ['en-GB', 9, 'when_far(9 November 2026 | 09:12 | 12 days ago)'],
    ['fr', 9, 'when_far(9 novembre 2026 | 09:12 | il y a 12 jours)'],
  ])('in %s, of day %i, is %s', (language, day, words) => {
    speak(language);
    expect(when(nineTwelve(day), now)).toBe(words);
  });
});
