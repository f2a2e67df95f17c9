import type { ProfileProblemCode } from './profile-problem';
import { isUsed, setting46xx } from './settings-46xx-names';
import { readLines, readStatement, type Statement } from './settings-file-lines';
import type { SettingsProblems } from './settings-file-problem';
import { emptyRecord } from './settings-record';

interface Place {
  file: string;
  /** 1-based. */
  line: number;
}

type Assignment = Extract<Statement, { kind: 'set' | 'add' }>;
type Condition = Extract<Statement, { kind: 'if' }>;

/** In UTF-16 units. The manufacturer's own file with every setting explained has some 600,000. */
export const LONGEST_FILE = 1_048_576;
const LONGEST_IN_SUM = 2 * LONGEST_FILE;
const LONGEST_VALUE = 255;
/** One GET inside of another. */
const DEEPEST = 5;
const MOST_FETCHES = 10;
const EXAMPLE = '46xxspecials.txt';

/** One walk through a settings file and those that it leads to. */
export class SettingsReading {
  readonly settings = emptyRecord();
  readonly files: string[] = [];
  private readonly asked = new Set<string>();
  private length = 0;

  constructor(
    private readonly variables: ReadonlyMap<string, string>,
    private readonly fetchFile: ((name: string) => Promise<string | undefined>) | undefined,
    private readonly problems: SettingsProblems,
  ) {}

  async follow(first: string, text: string): Promise<void> {
    this.length = text.length;
    let next: { name: string; text: string } | undefined = { name: first, text };
    while (next) {
      this.files.push(next.name);
      next = await this.run(next.name, readLines(next.text));
    }
  }

  /** Runs one file to its end, or to the GET that leads to another. */
  private async run(file: string, lines: string[]): Promise<{ name: string; text: string } | undefined> {
    for (let index = 0; index < lines.length; index++) {
      const statement = readStatement(lines[index] ?? '');
      const place = { file, line: index + 1 };
      if (statement?.kind === 'get') {
        const { name } = statement;
        const text = this.mayFetch(name, place) ? await this.fetch(name, place) : undefined;
        if (text !== undefined) return { name, text };
      } else if (statement?.kind === 'set' || statement?.kind === 'add') {
        this.assign(statement, place);
      } else if (statement?.kind === 'goto' || (statement?.kind === 'if' && this.holds(statement))) {
        index = this.seek(statement.tag, lines, place);
      }
    }
    return undefined;
  }

  /** A name of which nothing is known is never equal to anything. */
  private holds({ left, right }: Condition): boolean {
    return (left.startsWith('$') ? this.variables.get(left) : left) === right;
  }

  /** The index of the tag's line, or of the end. Only ever forward, so that a file always comes to its end. */
  private seek(tag: string, lines: string[], place: Place): number {
    let skipped = false;
    for (let index = place.line; index < lines.length; index++) {
      const statement = readStatement(lines[index] ?? '');
      if (statement?.kind === 'tag' && statement.tag === tag) return index;
      skipped ||= statement !== undefined && statement.kind !== 'tag';
    }
    const details = { found: `GOTO ${tag}`, expected: `# ${tag}` };
    if (skipped) this.problems.note('settings-tag-missing', place, details);
    return lines.length;
  }

  private assign({ kind, name, value }: Assignment, place: Place): void {
    if (!isUsed(name)) return;
    const { example: expected, check } = setting46xx(name);
    const at = { ...place, setting: name };
    if (value.kind !== 'text') {
      this.problems.note(`settings-value-${value.kind}`, at, { expected });
      return;
    }
    if (kind === 'add' && value.text === '') return;
    const before = kind === 'add' ? this.settings[name]?.value : undefined;
    const text = before ? `${before},${value.text}` : value.text;
    if (text.length > LONGEST_VALUE) {
      const found = String(text.length);
      this.problems.note('settings-value-too-long', at, { found, expected: String(LONGEST_VALUE) });
    } else if (text !== '' && check && !check[0](text)) {
      this.problems.note(check[1], at, { found: value.text, expected, costs: 'value' });
    } else {
      this.settings[name] = { value: text, ...place };
      // Blanks around a comma are the usual reason: the rest of the list would be lost without a word.
      if (value.rest !== '' && !value.rest.startsWith('#')) {
        this.problems.note('settings-value-cut', at, { found: value.rest });
      }
    }
  }

  /** Is this a file to ask for? If not, it says why; only what was asked for in vain before has been told then. */
  private mayFetch(name: string, place: Place): boolean {
    const refuse = (code: ProfileProblemCode, expected = EXAMPLE) => {
      this.problems.note(code, place, { found: name, expected });
      return false;
    };
    if (!isPlainFileName(name)) return refuse('settings-get-refused');
    if (this.files.includes(name)) return refuse('settings-get-repeated');
    if (!this.fetchFile) return refuse('settings-get-pasted');
    if (this.files.length > DEEPEST) return refuse('settings-get-too-many', String(DEEPEST));
    if (this.asked.has(name)) return false;
    if (this.asked.size === MOST_FETCHES) return refuse('settings-get-too-many', String(MOST_FETCHES));
    return true;
  }

  private async fetch(name: string, place: Place): Promise<string | undefined> {
    this.asked.add(name);
    const text = await this.answerFor(name);
    // Some servers answer with a page of their own instead of saying that there is no such file.
    if (text === undefined || /^[\uFEFF\s]*</.test(text)) {
      this.problems.note('settings-get-failed', place, { found: name, expected: EXAMPLE });
      return undefined;
    }
    if (text.length > LONGEST_FILE || this.length + text.length > LONGEST_IN_SUM) {
      this.problems.note('settings-too-long', place, { found: name, expected: String(LONGEST_FILE) });
      return undefined;
    }
    this.length += text.length;
    return text;
  }

  private async answerFor(name: string): Promise<string | undefined> {
    try {
      return await this.fetchFile?.(name);
    } catch {
      return undefined;
    }
  }
}

/** A file beside this one: nothing that could lead to another directory or server. */
function isPlainFileName(name: string): boolean {
  return /^[A-Za-z0-9_][\w.-]{0,99}$/.test(name) && !name.includes('..');
}
