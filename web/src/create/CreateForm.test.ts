import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import CreateForm from "./CreateForm.vue";

const orders: { key: string | null; body: Record<string, unknown> }[] = [];
let answer: () => Promise<Response> | Response;
let arrive: () => void;

class Line {
  upload = {};
  status = 200;
  onload: () => void = () => undefined;
  open(): void {}
  setRequestHeader(): void {}
  send(): void {
    arrive = () => this.onload();
  }
}

beforeEach(() => {
  orders.length = 0;
  arrive = () => undefined;
  answer = () => Response.json({ id: "t" }, { status: 202 });
  vi.stubGlobal("XMLHttpRequest", Line);
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
  const files = [new File(["content"], "box.png", { type: "image/png" })];
  Object.defineProperty(input.element, "files", { value: files, configurable: true });
  await input.trigger("change");
  await flushPromises();
  expect(shown.find("[type=submit]").attributes("disabled")).toBeDefined();
  await order(shown);
  expect(orders).toEqual([]);

  arrive();
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
