import { expect, it } from "vitest";
import { t } from "../../i18n/t";
import { opened, page } from "../../testing/opened";
import UsersPage from "./UsersPage.vue";

const AT = "2026-11-28T01:00:00.000Z";
const user = (id: string, disabled: boolean) => ({
  ...{ id, email: `${id}@example.com`, name: id, role: "user", credits: 1, disabled },
  ...{ confirmed: true, second_factor: false, created_at: AT, storage: { bytes: 0, files: 0 } },
});

it.each([
  ["disable", true],
  ["enable", false],
] as const)("can %s those that are chosen, and nobody else", async (verb, disabled) => {
  let users = ["a", "b", "c"].map((id) => user(id, !disabled));
  const at = await opened(UsersPage, "/users", {
    "GET /api/admin/users": () => page(...users),
    "PATCH /api/admin/users": () => {
      users = users.map((each) => (each.id === "b" ? each : { ...each, disabled }));
      return page(...users);
    },
  });
  for (const id of ["a", "c"]) await at.check(t("select_row", { name: `${id}@example.com` }));
  await at.says(t("selected", { n: 2 }));
  await at.open(t(verb));
  await at.says(t(`${verb}_many`, { n: 2 }));
  await at.says("a@example.com, c@example.com");
  await at.press(t(verb));

  const { body } = await at.sent("PATCH /api/admin/users");
  expect(body).toEqual({ ids: ["a", "c"], disabled });
  await at.closed();
  const [now, before] = [t(disabled ? "disabled" : "active"), t(disabled ? "active" : "disabled")];
  expect(at.rows.map((cells) => cells.at(-2))).toEqual([now, before, now]);
  expect(at.text).not.toContain(t("selected", { n: 2 }));
});

it("asks for another order by a click on a heading: up, down, and as it was", async () => {
  const at = await opened(UsersPage, "/users", { "GET /api/admin/users": page(user("a", false)) });
  await at.says("a@example.com");
  for (const sort of ["email", "-email", undefined]) {
    const before = at.of("GET /api/admin/users").length;
    await at.press(t("email"));
    const { query } = await at.sent("GET /api/admin/users", before + 1);

    expect(query["sort"]).toBe(sort);
    expect(at.router.currentRoute.value.query["sort"]).toBe(sort);
  }
});

it("shows the place of its rows until they are there", async () => {
  const at = await opened(UsersPage, "/users", { "GET /api/admin/users": page(user("a", false)) });
  expect(document.querySelector(".bones")?.getAttribute("aria-label")).toBe(t("loading"));
  expect(document.querySelector("table")).toBeNull();
  await at.says("a@example.com");

  expect(document.querySelector(".bones")).toBeNull();
});
