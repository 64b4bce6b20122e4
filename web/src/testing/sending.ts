// Files of a test: how they come to the page, and the line to the storage, over which each that is sent
// arrives when the test says so.
import { vi } from "vitest";

/** One upload; the test calls `onload`, `onerror` or `upload.onprogress`. */
export class Line {
  upload: { onprogress?: (event: object) => void } = {};
  status = 200;
  responseText = "";
  isAborted = false;
  onload: () => void = () => undefined;
  onerror: () => void = () => undefined;
  onabort: () => void = () => undefined;

  constructor(readonly begun: Line[]) {}

  open(): void {}
  setRequestHeader(): void {}
  send(): void {
    this.begun.push(this);
  }
  abort(): void {
    this.isAborted = true;
    this.onabort();
  }
}

/** All uploads that have begun, in order. */
export function lines(): Line[] {
  const begun: Line[] = [];
  vi.stubGlobal(
    "XMLHttpRequest",
    class extends Line {
      constructor() {
        super(begun);
      }
    },
  );
  return begun;
}

/** Drop files on the page, which `guardDrops` listens to. */
export function drop(...files: File[]): void {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  const dataTransfer = { types: ["Files"], files, getData: () => "" };
  document.body.dispatchEvent(Object.assign(event, { dataTransfer }));
}
