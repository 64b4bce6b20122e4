import { expect, it } from "vitest";
import { t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, type Opened } from "../../testing/opened";
import type { Heard } from "../../testing/serving";
import ModelForm from "./ModelForm.vue";
import type { Model } from "./models";

const MODEL: Model = {
  ...{ id: "qwen", provider: "one", upstream_name: "qwen", description: "as it was" },
  ...{ prices: [], capabilities: ["text"], fallbacks: [], context_length: 1000, max_output: 100 },
  ...{ enabled: true, breaker: "closed" },
};
const PUT = "PUT /api/admin/models/qwen";
let now: Model[];

async function shown(): Promise<Opened> {
  const answers = {
    "GET /api/admin/models": () => ({ data: now }),
    [PUT]: ({ body }: Heard) => body,
    "POST /api/admin/models": {},
  };
  return opened(ModelForm, "/models", answers, { model: MODEL, models: [MODEL], providers: [] });
}

function told(at: Opened, event: string): number {
  return at.shown.findComponent(ModelForm).emitted(event)?.length ?? 0;
}

it("shows what a model became elsewhere before it is overwritten, each time it changes", async () => {
  now = [MODEL];
  const at = await shown();
  const alert = () => at.shown.find("[role=alert]").text();
  now = [{ ...MODEL, description: "by somebody else", breaker: "open" }];
  await at.press(t("save"));
  await at.says("by somebody else");

  expect(alert()).toContain("by somebody else");
  expect(alert()).not.toContain("breaker");
  expect([at.of(PUT).length, told(at, "stale")]).toEqual([0, 1]);
  now = [{ ...MODEL, description: "and once more" }];
  await at.press(t("overwrite"));
  await until(() => expect(alert()).toContain("and once more"));
  expect(at.of(PUT)).toHaveLength(0);
  await at.press(t("overwrite"));
  await until(() => expect([at.of(PUT).length, told(at, "saved")]).toEqual([1, 1]));
});

it("says that a model was removed elsewhere, and adds it anew when that is meant", async () => {
  now = [];
  const at = await shown();
  await at.press(t("save"));
  await until(() => expect(at.shown.find("[role=alert]").text()).toContain("已被他人删除"));

  await at.press(t("overwrite"));
  await until(() => expect(told(at, "saved")).toBe(1));
});
