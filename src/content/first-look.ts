import { mayHoldNumber } from '../domain/page-text';
import { textOf } from './element-access';

/** Longer texts are not looked through at once: the parts of what they stand in are, or parts of their own. */
const longText = 200_000;

/** What machines wrote for machines: full of digits, and the end of every run of words. */
const machines = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT']);

/** More than stands within a number. */
const gap = ' '.repeat(6);

/** A page of more parts than that is read step by step. */
const manyParts = 500;

/** Whether a text may hold a number, or is too long to be looked through at once. */
export function isWorthALook(text: string): boolean {
  return text.length > longText || mayHoldNumber(text);
}

/**
 * Whether any run of words below an element can hold a number: a look at all the text of each of its parts at once.
 * Runs are parts of that text, and most pages need no other look.
 */
export function mayHoldNumberBelow(root: Element): boolean {
  let text = '';
  if (root.childNodes.length > manyParts) return true;
  for (let child = root.firstChild; child; child = child.nextSibling) {
    if (child instanceof Comment) continue;
    text += machines.has(child.nodeName) ? gap : textOf(child);
    if (text.length > longText) return true;
  }
  return isWorthALook(text) && isWorthALook(withoutMachines(root, text));
}

/** Shorter ones may be part of a number by chance. */
const fewSigns = 30;

/** Scripts stand among words too, and drawings have their figures. */
function withoutMachines(root: Element, text: string): string {
  let words = text;
  for (const element of root.querySelectorAll('script, style, noscript, svg')) {
    const own = textOf(element);
    if (own.length > fewSigns) words = words.replace(own, () => gap);
  }
  return words;
}
