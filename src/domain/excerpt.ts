/** The beginning of a text of at most `longest` UTF-16 units, with … when something was cut, never half a character. */
export function excerpt(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
