import { afterEach, expect, it, vi } from "vitest";
import DrugsAdminPage from "./drugs/DrugsAdminPage.vue";
import AllFilesPage from "./files/AllFilesPage.vue";
import { settled, shown, type Shown } from "./testing";
import UserCredits from "./users/UserCredits.vue";
import UserKeys from "./users/UserKeys.vue";

const at = "2026-11-28T05:00:00Z";
const nothing = { data: [], next_cursor: null };
const pageOf = (one: object) => ({ data: [one], next_cursor: null });
const file = { id: "F1", user_id: "u", email: "a@b.cn", content_type: "image/png", size: 5 };
const drug = { id: "D1", name: "阿莫西林", approval_number: "H1", updated_at: at };
const key = { id: "K1", name: "脚本", prefix: "sk-1", created_at: at, last_used_at: null };
const user = { id: "u", email: "a@b.cn", credits: 1500 };
let open: Shown;

afterEach(() => {
  open.page.unmount();
  vi.unstubAllGlobals();
});

function done(): string[] {
  return open.asked.filter((what) => !what.startsWith("GET"));
}

async function press(selector: string, label: string): Promise<void> {
  const buttons = open.page.findAll(`${selector} button`);
  const one = buttons.find((each) => [each.text(), each.attributes("aria-label")].includes(label));
  await one!.trigger("click");
  if (one!.attributes("type") === "submit") await open.page.get("dialog form").trigger("submit");
  await settled();
}

async function type(index: number, said: string): Promise<void> {
  await open.page.findAll("dialog input")[index]!.setValue(said);
}

it("removes a user's file for a reason once its owner's address is typed", async () => {
  const listed = pageOf({ ...file, status: "ready", created_at: at });
  const answers = { "GET /api/admin/files": listed, "POST /api/admin/files/F1/remove": {} };
  open = await shown(AllFilesPage, answers);
  await press("tbody", "删除");
  await type(0, "a reason");
  await press("dialog", "删除");
  expect(done()).toEqual([]);
  await type(1, "a@b.cn");
  await press("dialog", "删除");
  expect(done()).toEqual(["POST /api/admin/files/F1/remove"]);
});

it("deletes a drug once its name is typed", async () => {
  const answers = { "GET /api/drugs": pageOf(drug), "DELETE /api/admin/drugs/D1": {} };
  open = await shown(DrugsAdminPage, answers);
  await press("tbody", "删除");
  await press("dialog", "删除");
  expect(done()).toEqual([]);
  await type(0, "阿莫西林");
  await press("dialog", "删除");
  expect(done()).toEqual(["DELETE /api/admin/drugs/D1"]);
});

it("ends a user's API key once its name is typed", async () => {
  const path = "/api/admin/users/u/keys";
  const answers = { [`GET ${path}`]: pageOf(key), [`DELETE ${path}/K1`]: {} };
  open = await shown(UserKeys, answers, { props: { user } });
  await open.page.get("li button").trigger("click");
  await open.page.findAll("dialog .acts button")[1]!.trigger("click");
  await settled();
  expect(done()).toEqual([]);
  await type(0, "脚本");
  await open.page.findAll("dialog .acts button")[1]!.trigger("click");
  await settled();
  expect(done()).toEqual([`DELETE ${path}/K1`]);
});

it("says what the balance will be before credits are taken, and gives them without asking", async () => {
  const path = "/api/admin/users/u/credits";
  const answers = { "GET /api/admin/ledger": nothing, [`POST ${path}`]: { credits: 1100 } };
  open = await shown(UserCredits, answers, { props: { user } });
  const fill = async () => {
    await open.page.findAll("form input")[0]!.setValue("400");
    await open.page.findAll("form input")[1]!.setValue("by mistake");
    await open.page.get("form").trigger("submit");
    await settled();
  };
  await fill();
  expect(done()).toEqual([`POST ${path}`]);
  await open.page.get("select").setValue("take");
  await fill();
  expect(open.page.get("dialog").text()).toContain("1,500 变为 1,100");
  expect(done()).toHaveLength(1);
  await press("dialog", "扣除");
  expect(done()).toHaveLength(2);
});
