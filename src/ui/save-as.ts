/** Hands the user a file, as a download. */
export function saveAs(fileName: string, parts: string[], type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
