import { flushPromises, mount } from "@vue/test-utils";
import { beforeEach, expect, it, vi } from "vitest";
import { t } from "../i18n/t";
import type { Heading } from "./listing";
import TaskItem from "./TaskItem.vue";

const asked: string[] = [];
let cancelling: () => Promise<Response> | Response;
let whole: object;

const task = (status: string, more: object = {}) =>
  ({
    ...{ id: "t", kind: "media", operation: "audio", status, progress: 40, subject: "film.mp4" },
    ...{ created_at: "2026-01-01T00:00:00Z", credits: { reserved: 0, charged: 0 }, ...more },
  }) as unknown as Heading;

beforeEach(() => {
  asked.length = 0;
  cancelling = () => Response.json(task("cancelled"));
  whole = task("cancelled");
  vi.stubGlobal("fetch", async (to: string, init?: RequestInit) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    asked.push(`${init?.method} ${to}`);
    if (init?.method === "DELETE") return cancelling();
    if (to.startsWith("/api/files")) return Response.json({ id: "f", url: `https://x.cn${to}` });
    return Response.json(whole);
  });
});

const item = (of: Heading) => mount(TaskItem, { props: { task: of } });
const statusOf = (of: ReturnType<typeof item>) =>
  of.emitted<[Heading]>("changed")?.map(([each]) => each.status);

it("is cancelled once however often that is clicked", async () => {
  let come: (answer: Response) => void = () => undefined;
  cancelling = () => new Promise((resolve) => (come = resolve));
  const shown = item(task("running"));
  await shown.find("button").trigger("click");
  await shown.find("button").trigger("click");
  expect(shown.find("button").attributes("disabled")).toBeDefined();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  come(Response.json({}));
  await vi.waitFor(() => expect(statusOf(shown)).toEqual(["cancelled"]));
});

it("shows how it ended when it did before it could be cancelled", async () => {
  cancelling = () => new Response("{}", { status: 409 });
  whole = task("succeeded");
  const shown = item(task("running"));
  await shown.find("button").trigger("click");
  await flushPromises();

  expect(statusOf(shown)).toEqual(["succeeded"]);
  expect(shown.find(".failure").exists()).toBe(false);
});

it("says when it could not be cancelled, and can be again", async () => {
  cancelling = () => new Response("{}", { status: 503 });
  const shown = item(task("running"));
  await shown.find("button").trigger("click");
  await flushPromises();

  expect(shown.find(".failure").exists()).toBe(true);
  expect(shown.find("button").attributes("disabled")).toBeUndefined();
});

async function result(of: object, kind = "speech") {
  whole = task("succeeded", { kind, result: of });
  const shown = item(task("succeeded", { kind, operation: "" }));
  const details = shown.find("details");
  (details.element as HTMLDetailsElement).open = true;
  await details.trigger("toggle");
  await flushPromises();
  return shown;
}

it("shows what was said, and has it as files to open", async () => {
  const tab = { opener: null, location: { assign: vi.fn() }, close: vi.fn() };
  vi.stubGlobal("open", () => tab);
  const shown = await result({ text: "大家好。", files: { srt: "f1", vtt: "f2", txt: null } });

  expect(shown.find(".text").text()).toBe("大家好。");
  expect(shown.findAll(".stack .button").map((each) => each.text())).toEqual(["SRT", "VTT"]);
  await shown.findAll(".stack .button")[1]!.trigger("click");
  await flushPromises();
  expect(tab.location.assign).toHaveBeenCalledWith("https://x.cn/api/files/f2");
});

it.each([
  ["video/mp4", "video"],
  ["audio/mpeg", "audio"],
  ["image/webp", "img"],
])("shows a result of the type %s in the page", async (type, tag) => {
  const shown = await result({ files: [{ file_id: "f", content_type: type }] }, "media");

  expect(shown.find(tag).attributes("src")).toBe("https://x.cn/api/files/f");
});

it("says why some of it is missing, and that there is nothing", async () => {
  const shown = await result({ images: [], failed: [{ message: "被拒绝" }] }, "image");

  expect(shown.text()).toContain("被拒绝");
  expect(shown.text()).toContain(t("no_result"));
});
