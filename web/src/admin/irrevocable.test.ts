import { expect, it } from "vitest";
import { t } from "../i18n/t";
import { settled } from "../testing/looking";
import { opened, page, type Opened } from "../testing/opened";
import DrugsAdminPage from "./drugs/DrugsAdminPage.vue";
import AllFilesPage from "./files/AllFilesPage.vue";
import UserCredits from "./users/UserCredits.vue";
import UserKeys from "./users/UserKeys.vue";

const AT = "2026-11-28T05:00:00Z";
const file = { id: "F1", user_id: "u", email: "a@b.cn", content_type: "image/png", size: 5 };
const drug = { id: "D1", name: "阿莫西林", approval_number: "H1", updated_at: AT };
const key = { id: "K1", name: "脚本", prefix: "sk-1", created_at: AT, last_used_at: null };
const user = { id: "u", email: "a@b.cn", credits: 1500 };

function done(at: Opened): string[] {
  return at.heard.map(({ call }) => call).filter((call) => !call.startsWith("GET"));
}

/** Nothing is done by what is pressed, nor by its form. */
async function refuses(at: Opened, name: string): Promise<void> {
  const button = await at.find<HTMLButtonElement>("button", name);
  await settled();
  button.click();
  button.form?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  expect(done(at)).toEqual([]);
}

/** What is done once a word is typed, and not before. */
async function confirmed(at: Opened, verb: string, word: string): Promise<string[]> {
  await refuses(at, verb);
  await at.fill(t("type_to_confirm", { word }), word);
  await at.press(verb);
  await at.closed();
  return done(at);
}

it("removes a user's file for a reason once its owner's address is typed", async () => {
  const REMOVE = "POST /api/admin/files/F1/remove";
  const listed = page({ ...file, status: "ready", created_at: AT });
  const at = await opened(AllFilesPage, "/files", { "GET /api/admin/files": listed, [REMOVE]: {} });
  await at.open(t("delete"));
  await at.fill(t("reason"), "a reason");
  expect(await confirmed(at, t("delete"), "a@b.cn")).toEqual([REMOVE]);
});

it("deletes a drug once its name is typed", async () => {
  const DELETE = "DELETE /api/admin/drugs/D1";
  const at = await opened(DrugsAdminPage, "/drugs", { "GET /api/drugs": page(drug), [DELETE]: {} });
  await at.open(t("delete"));
  expect(await confirmed(at, t("delete"), "阿莫西林")).toEqual([DELETE]);
});

it("ends a user's API key once its name is typed", async () => {
  const DELETE = "DELETE /api/admin/users/u/keys/K1";
  const answers = { "GET /api/admin/users/u/keys": page(key), [DELETE]: {} };
  const at = await opened(UserKeys, "/users/u", answers, { user });
  await at.open(t("key_end_named", { name: "脚本" }));
  expect(await confirmed(at, t("key_end"), "脚本")).toEqual([DELETE]);
});

it("says what the balance will be before credits are taken, and gives them without asking", async () => {
  const POST = "POST /api/admin/users/u/credits";
  const answers = { "GET /api/admin/ledger": page(), [POST]: { credits: 1100 } };
  const at = await opened(UserCredits, "/users/u", answers, { user });
  const move = async (verb: string) => {
    await at.fill(t("amount_credits"), "400");
    await at.fill(t("reason"), "by mistake");
    await at.press(verb);
  };
  await move(t("give"));
  await at.says(t("saved"));
  expect(done(at)).toEqual([POST]);
  expect(at.shown.find("dialog").exists()).toBe(false);
  await at.fill(t("way"), "take");
  await move(t("take"));
  await at.says("1,500 变为 1,100");
  expect(done(at)).toEqual([POST]);
  await at.press(t("take"));
  await at.sent(POST, 2);
  expect(done(at)).toHaveLength(2);
});
