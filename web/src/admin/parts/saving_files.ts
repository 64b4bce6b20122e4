/** Hand a file to the browser that was made here or fetched. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  [link.href, link.download] = [url, name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const RISKY = /^[=+\-@\t\r]/;

/** Lines as CSV that spreadsheets open rightly: a mark of UTF-8, CRLF, and no cell is a formula. */
export function csv(lines: string[][]): string {
  const cell = (text: string) => {
    const safe = RISKY.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
