/** One line of a settings file that says something; everything else is a comment. */
export type Statement =
  | { kind: 'tag'; tag: string }
  | { kind: 'goto'; tag: string }
  | { kind: 'if'; left: string; right: string; tag: string }
  | { kind: 'get'; name: string }
  | { kind: 'set' | 'add'; name: string; value: Value };

/** `rest` is what stands behind the value and is not part of it. */
export type Value = { kind: 'text'; text: string; rest: string } | { kind: 'missing' } | { kind: 'unclosed' };

interface Word {
  text: string;
  /** Where the next word may begin. */
  end: number;
  /** A quotation mark was opened and not closed. */
  unclosed: boolean;
}

const NAME = /^[A-Z0-9][A-Z0-9_]{0,63}$/;

export function readLines(text: string): string[] {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return (plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain).split('\n');
}

/** Does any line tell a phone what to do? */
export function saysSomething(lines: string[]): boolean {
  return lines.some((line) => (readStatement(line)?.kind ?? 'tag') !== 'tag');
}

/**
 * Reads a line as J100, 9608 and 1600 series manuals describe it: `# TAG`, `GOTO TAG`, `IF $NAME SEQ text GOTO TAG`,
 * `SET NAME value`, `ADD NAME value`, `GET file`. Keywords and names are in capitals there.
 */
export function readStatement(written: string): Statement | undefined {
  const line = written.trim();
  if (line.startsWith('#')) return readTag(line);
  const keyword = /^(?:SET|ADD|GET|GOTO|IF)(?=[ \t\u00A0])/.exec(line)?.[0];
  switch (keyword) {
    case 'SET':
      return readAssignment('set', line, keyword.length);
    case 'ADD':
      return readAssignment('add', line, keyword.length);
    case 'GET':
      return { kind: 'get', name: readWord(line, keyword.length).text };
    case 'GOTO':
      return { kind: 'goto', tag: readWord(line, keyword.length).text };
    case 'IF':
      return readCondition(line, keyword.length);
    default:
      return undefined;
  }
}

/** One #, one blank, one word. */
function readTag(line: string): Statement | undefined {
  const tag = /^#[ \t\u00A0]([^\s#]\S*)$/.exec(line)?.[1];
  return tag === undefined ? undefined : { kind: 'tag', tag };
}

function readCondition(line: string, from: number): Statement | undefined {
  const words: string[] = [];
  for (let at = from; words.length < 5; ) {
    const word = readWord(line, at);
    words.push(word.text);
    at = word.end;
  }
  const [left = '', seq, right = '', goto, tag = ''] = words;
  const isWhole = seq === 'SEQ' && goto === 'GOTO' && left !== '' && tag !== '';
  return isWhole ? { kind: 'if', left, right, tag } : undefined;
}

function readAssignment(kind: 'set' | 'add', line: string, from: number): Statement | undefined {
  const start = skipBlanks(line, from);
  const end = skipWord(line, start);
  const name = line.slice(start, end);
  return NAME.test(name) ? { kind, name, value: readValue(line, end) } : undefined;
}

function readValue(line: string, from: number): Value {
  const start = skipBlanks(line, from);
  if (start === line.length) return { kind: 'missing' };
  const word = readWord(line, start);
  if (word.unclosed) return { kind: 'unclosed' };
  return { kind: 'text', text: word.text.trim(), rest: line.slice(skipBlanks(line, word.end)) };
}

/** Up to the next blank outside quotation marks, without the marks: `"911","9911"` is one word, 911,9911. */
function readWord(line: string, from: number): Word {
  const parts: string[] = [];
  let at = skipBlanks(line, from);
  let start = at;
  let quoted = false;
  for (; at < line.length && (quoted || !isBlank(line[at])); at++) {
    if (line[at] !== '"') continue;
    parts.push(line.slice(start, at));
    start = at + 1;
    quoted = !quoted;
  }
  parts.push(line.slice(start, at));
  return { text: parts.join(''), end: at, unclosed: quoted };
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line[at])) at++;
  return at;
}

function skipWord(line: string, from: number): number {
  let at = from;
  while (at < line.length && !isBlank(line[at])) at++;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\u00A0';
}
