import { effectScope } from "vue";
import { beforeAll, expect, test } from "vitest";
import { guardDrops, useDrop } from "./dropping";

beforeAll(guardDrops);

/** What a browser says of something that is dragged; whether the page keeps it from going its way. */
function dragged(kind: "dragover" | "drop", to: Element, types: string[]): boolean {
  const event = new Event(kind, { bubbles: true, cancelable: true });
  const files = types.includes("Files") ? [new File(["x"], "x.png")] : [];
  const text = types.includes("text/plain") ? "text" : "";
  Object.assign(event, { dataTransfer: { types, files, getData: () => text, dropEffect: "copy" } });
  to.dispatchEvent(event);
  return event.defaultPrevented;
}

function shown<Of extends keyof HTMLElementTagNameMap>(tag: Of): HTMLElementTagNameMap[Of] {
  return document.body.appendChild(document.createElement(tag));
}

test("a file takes no page's place, wherever it is dropped", () => {
  for (const place of [document.body, shown("p"), shown("textarea")]) {
    expect(dragged("dragover", place, ["Files"])).toBe(true);
    expect(dragged("drop", place, ["Files"])).toBe(true);
  }
});

test("nor does a link; into a field it may be dropped", () => {
  expect(dragged("drop", shown("p"), ["text/uri-list", "text/plain"])).toBe(true);
  expect(dragged("drop", shown("textarea"), ["text/uri-list", "text/plain"])).toBe(false);
});

test("files go to the page that takes them, as long as it is there", () => {
  const taken: string[] = [];
  const scope = effectScope();
  const isOver = scope.run(() => useDrop((files) => taken.push(...files.map(({ name }) => name))))!;

  dragged("dragover", document.body, ["Files"]);
  expect(isOver.value).toBe(true);
  dragged("drop", document.body, ["Files"]);
  dragged("drop", document.body, ["Files", "text/plain"]);
  scope.stop();
  dragged("drop", document.body, ["Files"]);

  expect(taken).toEqual(["x.png"]);
  expect(isOver.value).toBe(false);
});

test("what another part of the page takes is left to it", () => {
  const own = shown("div");
  const taken: unknown[] = [];
  const scope = effectScope();
  scope.run(() => useDrop((files) => taken.push(files)));
  own.addEventListener("drop", (event) => event.preventDefault());

  dragged("drop", own, ["Files"]);
  scope.stop();

  expect(taken).toEqual([]);
});
