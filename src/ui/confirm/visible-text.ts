import { excerpt } from '../../domain/excerpt';

const longest = 160;

/** A text of a stranger, in which nothing is hidden: what has no shape of its own becomes a box. */
export function visibleText(text: string): string {
  const visible = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u2800]/gu, '\u25AF')
    // However many accents are piled on one letter, they stay in their line.
    .replace(/(\p{M}{2})\p{M}+/gu, '$1');
  return excerpt(visible, longest);
}
