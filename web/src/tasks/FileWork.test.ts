import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { info } from "../app/info";
import { t } from "../i18n/t";
import { settled } from "../testing/looking";
import { lines, type Line } from "../testing/sending";
import FileWork from "./FileWork.vue";

const asked: { what: string; key: string | null; body: Record<string, unknown> }[] = [];
let order: () => Promise<Response> | Response;
let line: Line[];

beforeEach(() => {
  asked.length = 0;
  line = lines();
  order = () => Response.json({ id: "t" }, { status: 202 });
  info.value = { features: { speech: true, media: true } } as unknown as typeof info.value;
  vi.stubGlobal("fetch", async (to: string, init?: RequestInit) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    const text = init?.body instanceof Blob ? await init.body.text() : "{}";
    const body = JSON.parse(text || "{}") as Record<string, unknown>;
    const key = new Headers(init?.headers).get("Idempotency-Key");
    asked.push({ what: `${init?.method} ${to}`, key, body });
    if (to === "/api/media" || to === "/api/speech") return order();
    const upload = { method: "PUT", url: "/api/files/local/k", headers: {}, fields: {} };
    return Response.json(to === "/api/files" ? { file: { id: "f" }, upload } : { id: "f" });
  });
});
afterEach(() => {
  info.value = undefined;
  vi.unstubAllGlobals();
});

const calls = (what: string) => asked.filter((each) => each.what === what);

async function chosen(work: string, name = "talk.mp3"): Promise<VueWrapper> {
  const shown = mount(FileWork);
  await shown.find("select").setValue(work);
  await pick(shown, name);
  return shown;
}

async function pick(shown: VueWrapper, name = "talk.mp3"): Promise<void> {
  const input = shown.find("input[type=file]");
  const files = [new File(["content"], name, { type: "audio/mpeg" })];
  Object.defineProperty(input.element, "files", { value: files, configurable: true });
  await input.trigger("change");
  await vi.waitFor(() => expect(line).toHaveLength(1));
}

async function arrive(): Promise<void> {
  line.at(-1)!.onload();
  await vi.waitFor(() => expect(asked.some(({ what }) => /media|speech/.test(what))).toBe(true));
  await flushPromises();
}

it("has speech written down, with what is ticked", async () => {
  const shown = mount(FileWork);
  await shown.find("select").setValue("speech");
  await shown.find("input[type=checkbox]").setValue(true);
  await pick(shown);
  await arrive();

  expect(calls("POST /api/speech")[0]!.body).toEqual({
    ...{ file_id: "f", summary: true, diarize: false },
  });
  expect(shown.emitted("ordered")).toHaveLength(1);
});

it.each([
  ["transcode", { format: "webm" }],
  ["audio", {}],
])("has a film made into another by %s", async (work, options) => {
  const shown = mount(FileWork);
  await shown.find("select").setValue(work);
  if (work === "transcode") await shown.findAll("select")[1]!.setValue("webm");
  expect(shown.find("input[type=file]").attributes("accept")).toContain("video/*");
  await pick(shown, "film.mp4");
  await arrive();

  const { body } = calls("POST /api/media")[0]!;
  expect(body).toEqual({ operation: work, file_id: "f", options });
});

it("does what was chosen with the file, whatever is chosen while it is sent", async () => {
  const shown = await chosen("speech");
  await shown.find("select").setValue("compress");
  await arrive();

  expect(calls("POST /api/speech")).toHaveLength(1);
  expect(calls("POST /api/media")).toEqual([]);
});

it("says how far it is, takes no second file meanwhile, and lets go of it", async () => {
  const shown = await chosen("audio");
  line[0]!.upload.onprogress!({ loaded: 1, total: 4 });
  await flushPromises();
  const progress = shown.find("progress");
  expect(progress.attributes("value")).toBe("0.25");
  expect(progress.attributes("aria-label")).toBe(t("uploading", { name: "talk.mp3" }));
  expect(shown.find("input[type=file]").attributes("disabled")).toBeDefined();

  await shown.find("[role=status] button").trigger("click");
  await flushPromises();

  expect(shown.find("progress").exists()).toBe(false);
  expect(shown.find(".failure").exists()).toBe(false);
  expect(calls("POST /api/media")).toEqual([]);
});

it("orders once more by the same key when the answer was lost, and sends nothing twice", async () => {
  const shown = await chosen("audio");
  order = () => Promise.reject(new TypeError("lost"));
  await arrive();
  expect(shown.emitted("ordered")).toBeUndefined();
  order = () => Response.json({ id: "t" }, { status: 202 });
  await shown.find(".failure button").trigger("click");
  await vi.waitFor(() => expect(shown.emitted("ordered")).toHaveLength(1));

  const [first, second] = calls("POST /api/media");
  expect(second).toEqual(first);
  expect(line).toHaveLength(1);
});

it("sends the file again when the line was lost on the way", async () => {
  const shown = await chosen("audio");
  line[0]!.onerror();
  await flushPromises();
  expect(shown.find(".failure").text()).toContain(t("error_network"));
  await shown.find(".failure button").trigger("click");
  await vi.waitFor(() => expect(line).toHaveLength(2));
  await arrive();

  expect(shown.emitted("ordered")).toHaveLength(1);
});

it("forgets what failed when something else is wanted", async () => {
  const shown = await chosen("audio");
  line[0]!.onerror();
  await flushPromises();
  await shown.find("select").setValue("compress");

  expect(shown.find(".failure").exists()).toBe(false);
});

it("sends and orders nothing more when the page is left", async () => {
  const shown = await chosen("audio");
  shown.unmount();
  await flushPromises();

  expect(line[0]!.isAborted).toBe(true);
  expect(calls("POST /api/media")).toEqual([]);
});

it("orders nothing when the page is left while it is asked whether the file is there", async () => {
  const shown = await chosen("audio");
  line[0]!.onload();
  shown.unmount();
  await settled();

  expect(calls("GET /api/files/f")).toHaveLength(1);
  expect(calls("POST /api/media")).toEqual([]);
});

it("offers no way back from an order that is being made", async () => {
  const shown = await chosen("audio");
  let answer: (response: Response) => void = () => undefined;
  order = () => new Promise((resolve) => (answer = resolve));
  expect(shown.find("[role=status] button").exists()).toBe(true);
  await arrive();

  expect(shown.find("[role=status]").exists()).toBe(true);
  expect(shown.find("[role=status] button").exists()).toBe(false);
  answer(Response.json({ id: "t" }, { status: 202 }));
  await vi.waitFor(() => expect(shown.emitted("ordered")).toHaveLength(1));
});

it("takes another file in place of the one that failed", async () => {
  const shown = await chosen("audio");
  line[0]!.onerror();
  await flushPromises();
  line.length = 0;
  await pick(shown, "other.mp3");
  await arrive();
  await settled();

  expect(calls("POST /api/files").map(({ body }) => body["filename"])).toEqual([
    "talk.mp3",
    "other.mp3",
  ]);
  expect(calls("POST /api/media")).toHaveLength(1);
  expect(shown.text()).not.toContain("talk.mp3");
});
