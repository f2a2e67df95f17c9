import type { Source } from './layers';

/** What makes code, or HTML that may hold code, of a text. */
const ways: [what: string, pattern: RegExp][] = [
  ['eval', /\beval\b/],
  ['new Function', /\bFunction\s*\(/],
  ['a timer with a text', /\bset(?:Timeout|Interval)\s*\(\s*['"`]/],
  ['innerHTML', /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b/],
  ['HTML from a text', /\b(?:setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|srcdoc)\b/],
  ['document.write', /\bdocument\s*\.\s*write(?:ln)?\b/],
  ['a script element', /<script\b|\bcreateElement(?:NS)?\s*\([^)]*['"`]script['"`]|\bimportScripts\b/i],
  ['a javascript: address', /['"`]\s*javascript:/i],
  ['an import from elsewhere', /\b(?:from|import)\b\s*\(?\s*['"`](?:[a-z][a-z0-9+.-]*:|\/\/)/i],
  // What is imported later must be known now: no computed name.
  ['an import of a computed name', /\bimport\s*\(\s*(?!['"])/],
];

/** One sentence for each place where a text may become code. */
export function textAsCode(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    ways.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${path} has ${what}`),
  );
}
