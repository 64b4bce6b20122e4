/** The body of an answer as it arrives; rejects when it breaks off. */
export async function received(answer: Response, tell: (bytes: number) => void): Promise<Blob> {
  const reader = answer.body!.getReader();
  const parts: BlobPart[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    parts.push(value as Uint8Array<ArrayBuffer>);
    tell((size += value.byteLength));
  }
}

/** What the server calls the file; null where it does not say. */
export function filename(answer: Response): string | null {
  const said = answer.headers.get("Content-Disposition") ?? "";
  const plain = /filename="?([^";]+)"?/.exec(said)?.[1] ?? null;
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1];
  return encoded ? decodeURIComponent(encoded) : plain;
}
