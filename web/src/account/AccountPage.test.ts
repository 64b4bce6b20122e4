import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as vault from "../api/vault";
import { until } from "../testing/looking";
import { open } from "../testing/opening";
import { refusal, serve, type Answers } from "../testing/serving";

const SESSIONS = "/api/auth/sessions";
const KEYS = "/api/auth/keys";
const LOGOUT = "POST /api/auth/logout";
const gone = () => new Response(null, { status: 204 });
const list = (...data: object[]) => Response.json({ data, next_cursor: null });
const at = "2026-11-28T08:00:00Z";
const session = (id: string, device: string, current = false) => ({
  id,
  device,
  current,
  began_at: at,
  renewed_at: at,
});
const here = session("1", "Chrome", true);
const both = [here, session("2", "Firefox")];
const key = { id: "k1", name: "laptop", prefix: "sk-abc", created_at: at, last_used_at: null };
let page: Awaited<ReturnType<typeof open>>;
let heard: ReturnType<typeof serve>;

async function account(more: Answers = {}) {
  heard = serve({
    "GET /api/info": Response.json({ features: {}, personas: [] }),
    "GET /api/models": Response.json({ data: [] }),
    "GET /api/conversations": list(),
    "GET /api/auth/second-factor": Response.json({ enabled: false, required: false }),
    [`GET ${SESSIONS}`]: list(...both),
    [`GET ${KEYS}`]: list(key),
    ...more,
  });
  page = await open("/account", {});
  await until(() => expect(page.says("Firefox") && page.says("laptop")).toBe(true));
}
const did = (call: string) => heard.filter((each) => each.call === call);

beforeEach(() => vault.write(null));
afterEach(() => {
  page.shown.unmount();
});

it("ends no session before it was confirmed", async () => {
  await account();
  await page.press("Log out all others");
  await page.press("Cancel");

  expect(page.shown.find("dialog").exists()).toBe(false);
  expect(did(`DELETE ${SESSIONS}`)).toEqual([]);
});

it("logs all others out and stays", async () => {
  await account({
    [`DELETE ${SESSIONS}`]: [refusal(503, "unavailable"), gone()],
    [`GET ${SESSIONS}`]: [list(...both), list(here)],
  });
  await page.press("Log out all others");
  await page.press("Log out");
  await until(() => expect(page.says("unavailable told")).toBe(true));
  await page.press("Log out");
  await until(() => expect(page.says("Firefox")).toBe(false));

  expect(page.shown.find("dialog").exists()).toBe(false);
  expect(page.path()).toBe("/account");
  expect(did(LOGOUT)).toEqual([]);
});

it("logs out everywhere, here too, once the server has done so", async () => {
  await account({ [LOGOUT]: [refusal(503, "unavailable"), gone()] });
  await page.press("Log out everywhere");
  await page.press("Log out everywhere");
  await until(() => expect(page.says("unavailable told")).toBe(true));
  expect(page.session.isSignedIn.value).toBe(true);
  await page.press("Log out everywhere");
  await until(() => expect(page.path()).toBe("/"));

  expect(did(LOGOUT).map(({ body }) => body)).toEqual(
    Array(2).fill({ refresh_token: "refresh-1", all: true }),
  );
  expect(page.session.isSignedIn.value).toBe(false);
  expect(await vault.read()).toBeNull();
});

it("shows a key once that can be copied", async () => {
  const copied = vi.fn(async () => undefined);
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(copied);
  await account({
    [`POST ${KEYS}`]: [refusal(422, "invalid_request", { param: "name" }), made()],
  });
  await page.fill("Name of the key", "server");
  await page.submit("Make a key");
  await until(() => expect(page.says("invalid_request told")).toBe(true));
  await page.submit("Make a key");
  await until(() => expect(page.says("sk-whole-secret")).toBe(true));
  await page.pressIn(".made", "Copy");

  expect(copied).toHaveBeenCalledWith("sk-whole-secret");
  await until(() => expect(page.shown.find(".made [aria-label=Copied]").exists()).toBe(true));
  const names = did(`POST ${KEYS}`).map(({ headers }) => headers.get("Idempotency-Key"));
  expect(new Set(names).size).toBe(2);
});

const made = () => Response.json({ ...key, key: "sk-whole-secret" }, { status: 201 });

it("ends a key after it was confirmed", async () => {
  await account({
    [`DELETE ${KEYS}/k1`]: gone(),
    [`GET ${KEYS}`]: [list(key), list()],
  });
  await page.press("End the key “laptop”");
  expect(did(`DELETE ${KEYS}/k1`)).toEqual([]);
  await page.press("End");

  await until(() => expect(page.says("No keys yet.")).toBe(true));
  expect(did(`DELETE ${KEYS}/k1`)).toHaveLength(1);
});

it("asks again for a second factor that could not be told", async () => {
  const state = Response.json({ enabled: false, required: false });
  await account({ "GET /api/auth/second-factor": [refusal(503, "unavailable"), state] });
  await until(() => expect(page.says("unavailable told")).toBe(true));
  await page.press("Try again");

  await until(() => expect(page.says("Set up")).toBe(true));
});
