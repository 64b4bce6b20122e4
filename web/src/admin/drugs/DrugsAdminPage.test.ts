import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import type { Answers } from "../../testing/serving";
import DrugsAdminPage from "./DrugsAdminPage.vue";

const AT = "2026-11-28T01:00:00.000Z";
const drug: Schemas["Drug"] = {
  ...{ id: "01D", name: "阿莫西林胶囊", approval_number: "国药准字H20003263" },
  ...{ generic_name: "阿莫西林", manufacturer: null, specification: "0.25g", dosage_form: null },
  ...{ indications: "感染", dosage: null, contraindications: null, warnings: "须做皮试" },
  ...{ created_at: AT, updated_at: AT },
};
const LIST = "GET /api/drugs";
const PUT = "PUT /api/admin/drugs/01D";
const DELETE = "DELETE /api/admin/drugs/01D";

async function shown(more: Answers = {}): Promise<Opened> {
  const at = await opened(DrugsAdminPage, "/drugs", { [LIST]: page(drug), ...more });
  await at.says("阿莫西林胶囊");
  return at;
}

it("changes one field of a drug, and leaves the others as they were", async () => {
  let drugs = [drug];
  const at = await shown({
    [LIST]: () => page(...drugs),
    [PUT]: () => {
      drugs = [{ ...drug, specification: "0.5g" }];
      return drugs[0];
    },
  });
  await at.open("阿莫西林胶囊");
  await at.fill(t("fact_specification"), "0.5g");
  await at.fill(t("fact_warnings"), " ");
  await at.press(t("save"));

  expect((await at.sent(PUT)).body).toEqual({
    ...{ name: "阿莫西林胶囊", approval_number: "国药准字H20003263", generic_name: "阿莫西林" },
    ...{ manufacturer: null, specification: "0.5g", dosage_form: null, indications: "感染" },
    ...{ dosage: null, contraindications: null, warnings: null },
  });
  await at.closed();
  await until(() => at.rows[0]![2] === "0.5g", "the new strength");
});

it("says at its field what is wrong with a drug", async () => {
  const error = {
    code: "invalid",
    message: "批准文号已有",
    param: "approval_number",
    request_id: "",
  };
  const at = await shown({ [PUT]: () => Response.json({ error }, { status: 409 }) });
  await at.open("阿莫西林胶囊");
  await at.press(t("save"));
  await at.says("批准文号已有");

  const field = await at.find("input", t("fact_approval_number"));
  expect(field.getAttribute("aria-invalid")).toBe("true");
});

it("deletes a drug once that was meant", async () => {
  let drugs = [drug];
  const at = await shown({ [LIST]: () => page(...drugs), [DELETE]: () => void (drugs = []) });
  await at.open(t("delete"));
  await at.says(t("drug_remove_note", { number: "国药准字H20003263" }));
  await at.fill(t("type_to_confirm", { word: drug.name }), drug.name);
  expect(at.of(DELETE)).toHaveLength(0);
  await at.press(t("delete"));

  await at.sent(DELETE);
  await at.closed();
  await until(() => at.rows.length === 0, "no drug");
});
