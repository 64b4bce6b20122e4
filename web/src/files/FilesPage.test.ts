import { flushPromises, mount } from "@vue/test-utils";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { t } from "../i18n/t";
import { until } from "../testing/looking";
import { drop, lines } from "../testing/sending";
import { guardDrops } from "../ui/dropping";
import FilesPage from "./FilesPage.vue";

const asked: string[] = [];
let status: number;

const file = (id: number) => ({
  ...{ id: `f${id}`, filename: `${id}.jpg`, content_type: "image/jpeg", size: 1, status: "ready" },
  created_at: "2026-01-01T00:00:00Z",
});

beforeAll(guardDrops);
beforeEach(() => {
  asked.length = 0;
  status = 204;
  vi.stubGlobal("fetch", async (to: string, init?: RequestInit) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    asked.push(`${init?.method} ${to}`);
    if (init?.method === "DELETE") {
      return status === 204 ? new Response(null, { status }) : new Response("{}", { status });
    }
    if (init?.method === "POST") {
      const upload = { method: "PUT", url: "/api/files/local/k", headers: {}, fields: {} };
      return Response.json({ file: file(9), upload });
    }
    if (to === "/api/auth/me") return Response.json({ storage: { files: 4, bytes: 4 } });
    const page = new URL(to, "https://x.invalid").searchParams.get("cursor") ? 2 : 0;
    const data = [file(page + 1), file(page + 2)];
    return Response.json({ data, next_cursor: page ? null : "2" });
  });
});

async function opened() {
  const page = mount(FilesPage);
  await flushPromises();
  await page.findAll("button").at(-1)!.trigger("click"); // more of them
  await flushPromises();
  expect(page.findAll(".file")).toHaveLength(4);
  return page;
}

it.each([204, 404])("takes one out of a long list, and leaves the rest, by a %i", async (told) => {
  const page = await opened();
  status = told;
  await page.findAll(".file button").at(-1)!.trigger("click");
  await page.find("dialog .acts button:last-child").trigger("click");
  await flushPromises();

  expect(asked).toContain("DELETE /api/files/f4");
  expect(page.find("dialog").exists()).toBe(false);
  expect(page.findAll(".name").map((each) => each.text())).toEqual(["1.jpg", "2.jpg", "3.jpg"]);
});

it("keeps one that could not be removed, and says why", async () => {
  const page = await opened();
  status = 503;
  await page.findAll(".file button").at(-1)!.trigger("click");
  await page.find("dialog .acts button:last-child").trigger("click");
  await flushPromises();

  expect(page.find("dialog .failure").exists()).toBe(true);
  expect(page.findAll(".file")).toHaveLength(4);
});

it("opens one by its name, and says at the list when that fails", async () => {
  const tab = { opener: null, location: { assign: vi.fn() }, close: vi.fn() };
  vi.stubGlobal("open", () => tab);
  const page = await opened();
  await page.find(".name").trigger("click");
  await flushPromises();

  expect(asked).toContain("GET /api/files/f1");
  expect(tab.close).toHaveBeenCalledOnce(); // the answer has no link
  expect(page.find(".failure").exists()).toBe(true);
});

const named = (...names: string[]) => names.map((name) => new File(["content"], name));

it("names the files that wait, drops none that come meanwhile, and sends all after a failure", async () => {
  const line = lines();
  const page = await opened();
  drop(...named("a", "b"));
  await until(() => line.length === 1, "the first");
  drop(...named("c"));
  await flushPromises();
  expect(page.text()).toContain(t("uploading", { name: "a" }));
  expect(page.text()).toContain(t("waiting_names", { names: "b, c" }));

  line[0]!.onerror();
  await until(() => page.find(".failure").exists(), "a failure");
  expect(page.text()).toContain(t("waiting_names", { names: "a, b, c" }));
  await page.find(".failure button").trigger("click");
  for (const count of [2, 3, 4]) {
    await until(() => line.length === count, `${count} uploads`);
    line[count - 1]!.onload();
  }
  await until(() => !page.find("[role=status]").exists(), "nothing to be sent");

  expect(page.find(".failure").exists()).toBe(false);
  expect(page.text()).not.toContain(t("waiting_names", { names: "" }));
});

it("stops at one word with all that was dropped", async () => {
  const line = lines();
  const page = await opened();
  drop(...named("a", "b", "c"));
  await until(() => line.length === 1, "the first");
  await page.find("[role=status] button").trigger("click");
  await until(() => !page.find("[role=status]").exists(), "nothing to be sent");

  expect(asked.filter((each) => each === "POST /api/files")).toHaveLength(1);
  expect(page.text()).not.toContain(t("waiting_names", { names: "" }));
});

it("lets go of what failed", async () => {
  const line = lines();
  const page = await opened();
  drop(...named("a"));
  await until(() => line.length === 1, "the first");
  line[0]!.onerror();
  await until(() => page.find(".failure").exists(), "a failure");
  const cancel = page.findAll("button").find((each) => each.text() === t("cancel"));
  await cancel!.trigger("click");

  expect(page.find(".failure").exists()).toBe(false);
  expect(page.text()).not.toContain(t("waiting_names", { names: "" }));
});
