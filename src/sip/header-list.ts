/** The values of a list header; commas between quotation marks, in brackets or in a name before a bracket do not part. */
export function headerValues(value: string): string[] {
  const values: string[] = [];
  let begin = 0;
  let inQuotes = false;
  let inBrackets = false;
  let complete = false;
  const lastOpen = value.lastIndexOf('<');
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (character === '\\' && inQuotes) at += 1;
    else if (character === '"' && !inBrackets) inQuotes = !inQuotes;
    else if (inQuotes) continue;
    else if (character === '<') inBrackets = true;
    else if (character === '>') [inBrackets, complete] = [false, true];
    else if (character === ',' && !inBrackets && (complete || at > lastOpen)) {
      values.push(value.slice(begin, at).trim());
      [begin, complete] = [at + 1, false];
    }
  }
  values.push(value.slice(begin).trim());
  return values.filter((one) => one !== '');
}
