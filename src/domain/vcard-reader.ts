/** One card as it stands in a file, without its pictures and sounds. */
export interface VCardText {
  /** The line that it begins in, from 1. */
  line: number;
  /** Its content lines, put together where they were folded; without BEGIN and END. */
  lines: string[];
  /** It had no END, or was longer than a card can be. */
  broken?: true;
}

/** What nobody needs here, and what is long. */
const leftOut = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i;
const quotedPrintable = /^[^:]*[;=]QUOTED-PRINTABLE[;:,]/i;

/** Characters of a card without its pictures. */
const longestCard = 100_000;

/**
 * Takes the cards out of a vCard file (2.1, RFC 2426, RFC 6350) in pieces of any size; unfolds their lines (RFC 6350
 * section 3.2), and those that quoted-printable has broken. What stands between cards is passed over.
 */
export class VCardReader {
  private rest = '';
  private line = 0;
  private card: VCardText | undefined;
  private length = 0;

  /** The cards that are complete with this piece. */
  read(piece: string): VCardText[] {
    this.rest += piece;
    const lines = this.rest.split(/\r\n|\n|\r(?!$)/);
    // Some write a picture into one line: what is too long for a card is not kept either.
    this.rest = (lines.pop() ?? '').slice(0, longestCard + 1);
    return lines.flatMap((line) => this.next(line));
  }

  /** What the end of the file leaves over. */
  end(): VCardText[] {
    const last = this.rest === '' ? [] : this.next(this.rest.replace(/\r$/, ''));
    this.rest = '';
    return [...last, ...this.broken()];
  }

  private next(line: string): VCardText[] {
    this.line++;
    const text = line.replace(/^\uFEFF/, '');
    if (/^BEGIN[ \t]*:[ \t]*VCARD[ \t]*$/i.test(text)) {
      const before = this.broken();
      this.card = { line: this.line, lines: [] };
      this.length = 0;
      return before;
    }
    const { card } = this;
    if (!card) return [];
    if (/^END[ \t]*:[ \t]*VCARD[ \t]*$/i.test(text)) {
      this.card = undefined;
      return [{ ...card, lines: card.lines.filter((each) => each !== '' && !leftOut.test(each)) }];
    }
    this.add(card, text);
    return [];
  }

  private add(card: VCardText, text: string): void {
    const last = card.lines.at(-1);
    if (last !== undefined && leftOut.test(last) && !/^(?:[\w-]+\.)?[A-Za-z][\w-]*[;:]/.test(text)) return;
    if (leftOut.test(text)) {
      card.lines.push(text.slice(0, 40));
      return;
    }
    this.length += text.length;
    if (this.length > longestCard) {
      card.broken = true;
      return;
    }
    if (last?.endsWith('=') && quotedPrintable.test(last)) card.lines.splice(-1, 1, last.slice(0, -1) + text);
    else if (last !== undefined && /^[ \t]/.test(text)) card.lines.splice(-1, 1, last + text.slice(1));
    else card.lines.push(text);
  }

  private broken(): VCardText[] {
    const { card } = this;
    this.card = undefined;
    return card ? [{ ...card, broken: true }] : [];
  }
}
