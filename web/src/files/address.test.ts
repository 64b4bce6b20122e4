import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openFile } from "./address";

const tab = { opener: {} as unknown, location: { assign: vi.fn() }, close: vi.fn() };
const open = vi.fn<() => typeof tab | null>();
let answer: () => Promise<Response> | Response;

beforeEach(() => {
  vi.clearAllMocks();
  open.mockReturnValue(tab);
  answer = () => Response.json({ id: "f", url: "https://files.example/box.jpg" });
  vi.stubGlobal("open", open);
  vi.stubGlobal("fetch", async (to: string) =>
    to.endsWith("config.json") ? Response.json({ api: "" }) : answer(),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("opens a tab at the click, and shows the file in it by its link", async () => {
  const opening = openFile("f");
  expect(open).toHaveBeenCalledOnce(); // before anything has been asked: later the browser refuses
  await opening;

  expect(tab.opener).toBeNull();
  expect(tab.location.assign).toHaveBeenCalledWith("https://files.example/box.jpg");
});

it("shows the file in this tab where no other one may be opened", async () => {
  open.mockReturnValue(null);
  const here = vi.spyOn(location, "assign").mockImplementation(() => undefined);
  await openFile("f");

  expect(here).toHaveBeenCalledWith("https://files.example/box.jpg");
});

it.each([
  ["is refused", () => new Response("{}", { status: 404 })],
  ["is lost", () => Promise.reject(new TypeError("lost"))],
  ["has no link", () => Response.json({ id: "f", url: null })],
])("leaves no empty tab behind when the answer %s", async (_, lost) => {
  answer = lost;

  await expect(openFile("f")).rejects.toThrow();
  expect(tab.close).toHaveBeenCalledOnce();
  expect(tab.location.assign).not.toHaveBeenCalled();
});
