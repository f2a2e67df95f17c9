/** A long article: paragraphs with links and stress, lists, an inline script; without a telephone number. */
export function article(elements: number): string {
  const paragraph = (at: number) =>
    `<p>Paragraph ${at} has <a href="/${at}">a link</a>, <em>stress</em> and <span>a few words of ${1900 + (at % 100)}</span>.</p>`;
  const paragraphs = Array.from({ length: Math.ceil(elements / 4) }, (_, at) => paragraph(at));
  const data = `<script>globalThis.data = ${JSON.stringify(Array.from({ length: 200 }, (_, at) => 1700000000 + at))}</script>`;
  return `<!doctype html><title>Article</title><main><h1>An article</h1><p id="counter">0</p><div id="log"><p>Log</p></div>${paragraphs.join('')}</main>${data}`;
}

/** One text of so many letters in which nobody finds a number, and one behind it. */
export function longText(letters: number): string {
  const words = 'lorem ipsum 2026 dolor 15 sit amet, consectetur - ';
  return `<!doctype html><title>Text</title><div><div><div>${words.repeat(Math.ceil(letters / words.length))}</div></div></div><p>Phone 030 1234567</p>`;
}

/** A table with a number in each row. */
export function numberTable(rows: number): string {
  const row = (at: number) =>
    `<tr><td>Person ${at}</td><td>030 ${1_000_000 + at}</td><td>${at % 7} of 7</td></tr>`;
  return `<!doctype html><title>Table</title><table><tr><th>Name</th><th>Phone</th><th>Days</th></tr>${Array.from({ length: rows }, (_, at) => row(at)).join('')}</table>`;
}
