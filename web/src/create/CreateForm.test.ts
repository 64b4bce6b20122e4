import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { drop, lines, type Line } from "../testing/sending";
import { guardDrops } from "../ui/dropping";
import CreateForm from "./CreateForm.vue";

const orders: { key: string | null; body: Record<string, unknown> }[] = [];
let answer: () => Promise<Response> | Response;
let line: Line[];

beforeAll(guardDrops);
beforeEach(() => {
  orders.length = 0;
  line = lines();
  answer = () => Response.json({ id: "t" }, { status: 202 });
  vi.stubGlobal("fetch", async (to: string, init?: RequestInit) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    if (to === "/api/images") {
      const body = JSON.parse(await (init!.body as Blob).text()) as Record<string, unknown>;
      orders.push({ key: new Headers(init!.headers).get("Idempotency-Key"), body });
      return answer();
    }
    const upload = { method: "PUT", url: "/api/files/local/k", headers: {}, fields: {} };
    return Response.json(to === "/api/files" ? { file: { id: "f" }, upload } : { id: "f" });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const pictureOf = (name: string) => new File(["content"], name, { type: "image/png" });

async function form(): Promise<VueWrapper> {
  const shown = mount(CreateForm, { props: { made: "image" } });
  await shown.find("textarea").setValue("雨后的小巷");
  return shown;
}

async function order(shown: VueWrapper): Promise<void> {
  await shown.find("form").trigger("submit");
  await flushPromises();
}

it("orders nothing without the picture that is on its way", async () => {
  const shown = await form();
  const input = shown.find("input[type=file]");
  const files = [pictureOf("box.png")];
  Object.defineProperty(input.element, "files", { value: files, configurable: true });
  await input.trigger("change");
  await flushPromises();
  expect(shown.find("[type=submit]").attributes("disabled")).toBeDefined();
  await order(shown);
  expect(orders).toEqual([]);

  line[0]!.onload();
  await vi.waitFor(() => expect(shown.find("img").exists()).toBe(true));
  await order(shown);

  expect(orders[0]!.body).toMatchObject({ prompt: "雨后的小巷", image: "f" });
});

it("orders by the same key until it was heard, and by another one what is changed", async () => {
  const shown = await form();
  answer = () => Promise.reject(new TypeError("lost"));
  await order(shown);
  await vi.waitFor(() => expect(shown.find(".failure").exists()).toBe(true));
  answer = () => Response.json({ id: "t" }, { status: 202 });
  await order(shown);
  await order(shown);
  await shown.find("textarea").setValue("雪后的小巷");
  await order(shown);

  const keys = orders.map(({ key }) => key);
  expect(keys[1]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(3);
  expect((shown.find("textarea").element as HTMLTextAreaElement).value).toBe("雪后的小巷");
});

it("takes a picture that is dropped while another is on its way in place of it", async () => {
  const shown = await form();
  drop(pictureOf("box.png"));
  await vi.waitFor(() => expect(line).toHaveLength(1));
  drop(pictureOf("cup.png"));
  await vi.waitFor(() => expect(line).toHaveLength(2));
  expect(line[0]!.isAborted).toBe(true);
  expect(shown.find("[role=status]").text()).toContain("cup.png");
  line[1]!.onload();
  await vi.waitFor(() => expect(shown.find("img").exists()).toBe(true));

  await order(shown);
  expect(orders[0]!.body).toMatchObject({ image: "f" });
});

it("sends a picture no further when the page is left", async () => {
  const shown = await form();
  drop(pictureOf("box.png"));
  await vi.waitFor(() => expect(line).toHaveLength(1));
  shown.unmount();

  expect(line[0]!.isAborted).toBe(true);
});
