import { flushPromises, mount } from "@vue/test-utils";
import { beforeEach, expect, it, vi } from "vitest";
import { t } from "../i18n/t";
import ResultCard from "./ResultCard.vue";
import { confidenceWord, FACTS, type Recognised } from "./results";

const nothing = Object.fromEntries(FACTS.map((fact) => [fact, null]));
const amoxicillin = {
  ...nothing,
  ...{ id: 1, name: "阿莫西林胶囊", approval_number: "国药准字H20003263" },
  ...{ contraindications: "对青霉素过敏者禁用", warnings: "用药前须做皮试" },
};
const kept = { file_id: "f", url: "https://files.example/box.jpg" };

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ api: "" }));
});

async function card(kind: string, result: object, more: object = {}) {
  const found = {
    ...{ id: "1", kind, result, text: "", image: kept, engine: "vision", model: "qwen3-vl-plus" },
    ...{ credits: { charged: 3, remaining: 1 }, created_at: "2026-01-01T00:00:00Z", ...more },
  } as unknown as Recognised;
  const shown = mount(ResultCard, { props: { found, ...more } });
  await flushPromises();
  return shown;
}

const drug = (more: object) => ({
  ...nothing,
  ...{ name: "阿莫西林胶嚢", warnings: "密封保存", matched_drug: null, match_confidence: 0 },
  ...{ notes: [], ...more },
});

it("tells what was read apart from the drug that matches, and how sure that is", async () => {
  const matched = { matched_drug: amoxicillin, match_confidence: 0.99 };
  const shown = await card("drug", drug({ ...matched, notes: ["只读取了文字"] }));
  const [read, match] = shown.findAll("section");

  expect(read!.text()).toContain("阿莫西林胶嚢");
  expect(read!.text()).toContain("密封保存");
  expect(read!.text()).not.toContain("对青霉素过敏者禁用");
  expect(match!.find("h3").text()).toContain(t("sure_high"));
  expect(match!.text()).toContain("国药准字H20003263");
  expect(match!.text()).toContain("对青霉素过敏者禁用");
  expect(match!.text()).toContain("用药前须做皮试");
  expect(shown.find(".note").text()).toBe("只读取了文字");
  expect(shown.find(".warning").text()).toBe(t("ask_a_doctor"));
});

it("says that nothing matches, and warns all the same", async () => {
  const shown = await card("drug", drug({}));

  expect(shown.text()).toContain(t("no_match"));
  expect(shown.findAll("section")).toHaveLength(1);
  expect(shown.find(".warning").exists()).toBe(true);
});

it.each([
  [0.99, "sure_high"],
  [0.9, "sure_high"],
  [0.8, "sure_middle"],
  [0.6, "sure_middle"],
  [0.5, "sure_low"],
  [0, "sure_low"],
])("has a word for a confidence of %f", (share, word) => {
  expect(confidenceWord(share)).toBe(word);
});

it("shows the picture that was sent beside the lines that were read on it", async () => {
  const more = { text: "阿莫西林胶囊\n0.25g*24粒", picture: "blob:sent" };
  const shown = await card("drug", drug({}), more);

  expect(shown.find("figure img").attributes("src")).toBe("blob:sent");
  expect(shown.find("figure pre").text()).toBe("阿莫西林胶囊\n0.25g*24粒");
  expect(shown.find("figure details").attributes("open")).toBeDefined();
});

it("shows the picture that was kept where no browser shows the one that was sent", async () => {
  const shown = await card("drug", drug({}), { picture: "blob:heic" });
  await shown.find("img").trigger("error");
  await flushPromises();
  expect(shown.find("img").attributes("src")).toBe(kept.url);

  await shown.find("img").trigger("error");
  await flushPromises();
  expect(shown.find("img").exists()).toBe(false);
});

it("shows no empty frames where neither a picture nor lines were kept", async () => {
  const shown = await card("drug", drug({}), { image: null });

  expect(shown.find("img").exists()).toBe(false);
  expect(shown.find("details").exists()).toBe(false);
});

it("tells of an antique what speaks for it, what it may cost, and that it is no appraisal", async () => {
  const result = {
    ...{ name: "青花碗", category: "瓷器", era: "清", material: "瓷", description: "圈足。" },
    ...{ features: ["青花发色淡雅"], confidence: 0.4, disclaimer: "仅供参考。" },
    authenticity: { assessment: "存疑", reasons: ["底款模糊"] },
    estimate: { low: 1000, high: 20000, currency: "CNY" },
  };
  const shown = await card("antique", result);

  const facts = shown.findAll("dd").map((each) => each.text());
  expect(facts).toEqual(["瓷器", "清", "瓷", "存疑", "1,000 – 20,000 CNY", t("sure_low")]);
  expect(shown.findAll("li").map((each) => each.text())).toEqual(["青花发色淡雅", "底款模糊"]);
  expect(shown.find("[role=note]").text()).toBe("仅供参考。");
  expect(shown.find("h2").text()).toBe("青花碗");
});

it("tells of anything else what it is", async () => {
  const result = {
    name: "银杏",
    category: "植物",
    description: "",
    features: [],
    confidence: 0.95,
  };
  const shown = await card("general", { ...result, description: "秋天的银杏。" });

  expect(shown.findAll("dd").map((each) => each.text())).toEqual(["植物", t("sure_high")]);
  expect(shown.text()).toContain("秋天的银杏。");
  expect(shown.find(".warning").exists()).toBe(false);
});

it("says where nobody but a reader of text has seen it", async () => {
  const unknown = { name: null, category: null, description: null, features: [], confidence: null };
  const shown = await card("general", unknown, { model: null, engine: "rapidocr", text: "出口" });

  expect(shown.text()).toContain(t("only_text"));
  expect(shown.text()).toContain("rapidocr");
  expect(shown.find("h2").text()).toBe(t("kind_general"));
  expect(shown.find(".generated").exists()).toBe(false);
});

it("says what a model has told that it was generated", async () => {
  const shown = await card("drug", drug({}), { aigc: { Label: "1" } });

  expect(shown.find(".generated").text()).toBe(t("generated_result"));
});
