import { flushPromises, mount } from "@vue/test-utils";
import { beforeEach, expect, it, vi } from "vitest";
import FileShown from "./FileShown.vue";

let links: number;

beforeEach(() => {
  links = 0;
  vi.stubGlobal("fetch", async (to: string) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    return Response.json({ id: "f", url: `https://files.example/${++links}`, label: "generated" });
  });
});

it.each([
  ["picture", "img"],
  ["film", "video"],
  ["sound", "audio"],
] as const)("asks for another link of a %s when one has run out, once", async (as, tag) => {
  const shown = mount(FileShown, { props: { id: "f", as, label: "Result 1" } });
  await flushPromises();
  expect(shown.find(tag).attributes("src")).toBe("https://files.example/1");
  expect(shown.emitted("labelled")![0]).toEqual(["generated"]);

  await shown.find(tag).trigger("error");
  await flushPromises();
  expect(shown.find(tag).attributes("src")).toBe("https://files.example/2");
  await shown.find(tag).trigger("error");
  await flushPromises();

  expect(shown.find(tag).exists()).toBe(false);
  expect(shown.find("[role=note]").exists()).toBe(true);
  expect(links).toBe(2);
});
