import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until, written } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import type { Answers } from "../../testing/serving";
import ModelsPage from "./ModelsPage.vue";

const model = (id: string, more: Partial<Schemas["ModelShown"]> = {}): Schemas["ModelShown"] => ({
  ...{ id, provider: "default", upstream_name: id, description: "", capabilities: ["text"] },
  ...{ prices: [{ input: 800, output: 2000 }], fallbacks: [], context_length: 32_000 },
  ...{ max_output: 8000, enabled: true, breaker: "closed" },
  ...more,
});
const provider = (name: string): Schemas["ProviderShown"] => ({
  ...{ name, base_url: "https://x.example", key_variable: "", quirks: "plain", key_set: true },
});

async function shown(models: Schemas["ModelShown"][], more: Answers = {}): Promise<Opened> {
  const at = await opened(ModelsPage, "/models", {
    "GET /api/admin/models": () => page(...models),
    "GET /api/admin/providers": page(provider("default"), provider("second")),
    "GET /api/admin/usage": page(),
    ...more,
  });
  await at.says(models[0]!.id);
  return at;
}

async function field(at: Opened, label: string, nth = 0): Promise<HTMLInputElement> {
  return at.find<HTMLInputElement>("input, select", label, nth);
}

it.each([
  ["closed", "ok"],
  ["half_open", "danger"],
  ["open", "danger"],
] as const)("shows of a breaker that is %s how it is", async (breaker, tone) => {
  const at = await shown([model("plus", { breaker })]);

  const column = at.rows[0]!.at(-2);
  expect(column).toBe(t(`breaker_${breaker}`));
  expect(document.querySelector("td .tag")!.classList.contains(tone)).toBe(true);
});

it("says which models are off", async () => {
  const at = await shown([model("plus"), model("old", { enabled: false })]);

  expect(at.rows.map(([id]) => id)).toEqual(["plus", `old${t("off")}`]);
});

it("adds a model as it was written, with a second tier and turned off", async () => {
  const POST = "POST /api/admin/models";
  const at = await shown([model("plus")], { [POST]: model("next") });
  await at.open(t("model_add"));
  await at.fill(t("model_id"), "next");
  await at.fill(t("provider"), "second");
  await at.fill(t("upstream_name"), "next-2026");
  await at.fill(t("context_length"), "128,000");
  await at.fill(t("price_up_to"), "32000");
  await at.fill(t("price_input"), "0.8");
  await at.fill(t("price_output"), "2");
  await at.press(t("tier_add"));
  await at.fill(t("price_input"), "1.6", 1);
  await at.fill(t("price_output"), "4", 1);
  await at.check(t("can_vision"));
  await at.check(t("model_enabled"));
  await at.press(t("save"));

  expect((await at.sent(POST)).body).toMatchObject({
    ...{ id: "next", provider: "second", upstream_name: "next-2026", context_length: 128_000 },
    ...{ capabilities: ["text", "vision"], enabled: false, fallbacks: [] },
    prices: [
      { input: 800, output: 2000, up_to: 32_000 },
      { input: 1600, output: 4000 },
    ],
  });
  await at.closed();
  await at.sent("GET /api/admin/models", 2);
});

it("takes a tier away, and the last one never", async () => {
  const prices = [
    { input: 800, output: 2000, up_to: 32_000 },
    { input: 1600, output: 4000 },
  ];
  const changed = model("plus", { prices });
  const PUT = "PUT /api/admin/models/plus";
  const at = await shown([changed], { [PUT]: changed });
  await at.open("plus");
  await at.press(t("tier_remove"));
  await until(() => !at.place.querySelector(`[aria-label="${t("tier_remove")}"]`), "one tier");
  await at.press(t("save"));

  expect((await at.sent(PUT)).body).toMatchObject({ prices: [{ input: 1600, output: 4000 }] });
});

it("says what an example costs, and warns of a price that nobody asks", async () => {
  const at = await shown([model("plus")]);
  await at.open("plus");
  await at.fill(t("price_input"), "2");
  await at.fill(t("price_output"), "4");
  const facts = { input: 1000, output: 500, yuan: "0.004", credits: 4 };
  await at.says(t("price_example", facts));
  expect(at.text).not.toContain(t("price_unlikely"));
  await at.fill(t("price_output"), "1001");

  await at.says(t("price_unlikely"));
});

it("turns a model off and on", async () => {
  const PUT = "PUT /api/admin/models/plus";
  for (const enabled of [true, false]) {
    const at = await shown([model("plus", { enabled })], { [PUT]: model("plus") });
    await at.open("plus");
    expect((await field(at, t("model_enabled"))).checked).toBe(enabled);
    await at.check(t("model_enabled"));
    await at.press(t("save"));

    expect((await at.sent(PUT)).body).toMatchObject({ enabled: !enabled });
    at.shown.unmount();
  }
});

it("moves fallbacks by buttons, and takes them away", async () => {
  const PUT = "PUT /api/admin/models/plus";
  const first = model("plus", { fallbacks: ["a", "b", "c"] });
  const at = await shown([first, model("a"), model("b"), model("c")], { [PUT]: first });
  await at.open("plus");
  const order = () => [...at.place.querySelectorAll("ol li")].map((each) => written(each));
  expect(order()).toEqual(["1. a", "2. b", "3. c"]);
  const up = await at.find<HTMLButtonElement>("button", t("move_up", { name: "a" }));
  const down = await at.find<HTMLButtonElement>("button", t("move_down", { name: "c" }));
  expect([up.disabled, down.disabled]).toEqual([true, true]);

  await at.press(t("move_up", { name: "c" }));
  await until(() => order()[1] === "2. c", "c before b");
  await at.press(t("move_down", { name: "a" }));
  await until(() => order()[0] === "1. c", "c before a");
  await at.press(t("delete_named", { name: "b" }));
  await until(() => order().length === 2, "no b");
  await at.press(t("save"));

  expect((await at.sent(PUT)).body).toMatchObject({ fallbacks: ["c", "a"] });
});

it("deletes a model only after its name was typed", async () => {
  const DELETE = "DELETE /api/admin/models/plus";
  const at = await shown([model("plus")], { [DELETE]: undefined });
  await at.open(t("delete"));
  const sure = await at.find<HTMLButtonElement>("button", t("delete"));
  expect(sure.disabled).toBe(true);
  await at.fill(t("type_to_confirm", { word: "plus" }), "plu");
  expect(sure.disabled).toBe(true);
  await at.fill(t("type_to_confirm", { word: "plus" }), " plus ");
  await until(() => !sure.disabled, "a button");
  sure.click();

  await at.sent(DELETE);
  await at.closed();
  await at.sent("GET /api/admin/models", 2);
});
