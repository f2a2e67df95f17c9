/**
 * A description with line ends of one kind, and nothing in its lines that one reader takes for a line's end
 * and another does not (RFC 8866 section 5). Its last line ends, too: Chrome refuses one that does not.
 */
export function withPlainLines(sdp: string): string {
  const lines = sdp.replace(/\r\n?|\n/g, '\r\n').replace(/(?![\t\r\n])[\p{Cc}\u2028\u2029]/gu, ' ');
  return lines.endsWith('\n') ? lines : `${lines}\r\n`;
}
