import { encode } from "uqr";
import { expect, it, onTestFinished, vi } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import type { Answers } from "../../testing/serving";
import CodesPage from "./CodesPage.vue";

type Code = Schemas["AccountsInvitesShown"];
const LIST = "GET /api/admin/invites";
const MAKE = "POST /api/admin/invites";
const code = (id: string, more: Partial<Code> = {}): Code => ({
  ...{ id, kind: "invite", prefix: id, max_uses: 2, uses: 0, credits: 5, note: "" },
  ...{ expires_at: null, disabled: false, created_at: "2026-11-28T01:00:00.000Z" },
  ...more,
});
const MADE = [code("a", { code: "AAAA-1111" }), code("b", { code: "BBBB-2222" })];

async function shown(codes: Code[] = [], more: Answers = {}): Promise<Opened> {
  return opened(CodesPage, "/codes", { [LIST]: () => page(...codes), ...more });
}

async function made(kind: Code["kind"]): Promise<Opened> {
  const at = await shown([], { [MAKE]: { data: MADE } });
  await at.open(t("codes_make"));
  await at.fill(t("code_kind"), kind);
  await at.press(t("codes_make"));
  await at.says("AAAA-1111");
  return at;
}

it("sends what codes are to be like, and until when", async () => {
  const at = await shown([], { [MAKE]: { data: MADE } });
  await at.open(t("codes_make"));
  await at.fill(t("code_kind"), "redemption");
  await at.fill(t("codes_count"), "2");
  await at.fill(t("codes_uses"), "1,000");
  await at.fill(t("codes_credits"), "250");
  await at.fill(t("expires_optional"), "2026-12-31T20:00");
  await at.fill(t("note"), "三年二班");
  await at.press(t("codes_make"));

  const expires_at = new Date(2026, 11, 31, 20).toISOString();
  expect((await at.sent(MAKE)).body).toEqual({
    ...{ kind: "redemption", count: 2, max_uses: 1000, credits: 250, note: "三年二班", expires_at },
  });
  await at.sent(LIST, 2);
});

it("makes codes without an end where none is said", async () => {
  const at = await made("invite");

  expect((await at.sent(MAKE)).body).toMatchObject({ expires_at: null });
});

it("says at the field of the end what is wrong with it", async () => {
  const error = { code: "invalid", message: "已经过去了", param: "expires_at", request_id: "r" };
  const refused = () => Response.json({ error }, { status: 422 });
  const at = await shown([], { [MAKE]: refused });
  await at.open(t("codes_make"));
  await at.fill(t("expires_optional"), "2020-12-31T20:00");
  await at.press(t("codes_make"));
  await at.says("已经过去了");

  const field = await at.find("input", t("expires_optional"));
  expect(field.getAttribute("aria-invalid")).toBe("true");
});

it("copies all codes, each on a line of its own", async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  onTestFinished(() => void vi.unstubAllGlobals());
  const at = await made("invite");
  await at.press(t("copy_all"));
  await at.find("button.main", t("copied"));

  expect(writeText).toHaveBeenCalledExactlyOnceWith("AAAA-1111\nBBBB-2222");
});

it.each([
  ["invite", "register"],
  ["redemption", "usage"],
])("draws of an %s the address where it is used, as a QR code", async (kind, path) => {
  const at = await made(kind);
  await at.press(t("qr_code"), 1);
  const svg = await at.find("svg", t("qr_of", { name: "BBBB-2222" }));

  const { data, size } = encode(`${location.origin}/#/${path}?code=BBBB-2222`, {
    ...{ ecc: "M", border: 2 },
  });
  expect(svg.getAttribute("viewBox")).toBe(`0 0 ${size} ${size}`);
  const drawn = data.map((row) => row.map(() => false));
  const path_ = svg.querySelector("path")!.getAttribute("d")!;
  for (const [, x, y] of path_.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    drawn[Number(y)]![Number(x)] = true;
  expect(drawn).toEqual(data);
});

it.each([
  [false, "disable", "active", "disabled"],
  [true, "enable", "disabled", "active"],
] as const)("of a code that is off: %s, it can %s", async (disabled, verb, before, after) => {
  let codes = [code("a", { disabled })];
  const at = await shown(codes, {
    [LIST]: () => page(...codes),
    "PATCH /api/admin/invites/a": () => void (codes = [code("a", { disabled: !disabled })]),
  });
  await at.says(t(before));
  await at.open(t(verb));
  await at.says(t(`code_${verb}_note`));
  await at.press(t(verb));

  const { body } = await at.sent("PATCH /api/admin/invites/a");
  expect(body).toEqual({ disabled: !disabled });
  await at.closed();
  await until(() => document.querySelector("td .tag")?.textContent?.trim() === t(after), after);
});

it.each([
  [{}, "active"],
  [{ uses: 2 }, "used_up"],
  [{ expires_at: "2020-01-01T00:00:00.000Z" }, "expired"],
  [{ expires_at: "2020-01-01T00:00:00.000Z", disabled: true }, "disabled"],
] as const)("says of a code with %o that it is %s", async (more, state) => {
  const at = await shown([code("a", more)]);
  await at.says("a…");

  expect(document.querySelector("td .tag")?.textContent?.trim()).toBe(t(state));
});
