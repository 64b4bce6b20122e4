import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { given, refusal, serve, tokens, unreachable } from "../testing/serving";
import * as vault from "./vault";

const ME = "GET /api/auth/me";
const MAKE = "POST /api/auth/keys";
const REFRESH = "POST /api/auth/refresh";

async function signedIn() {
  vi.resetModules();
  const [client, session] = await Promise.all([import("./client"), import("./session")]);
  await session.enter(given());
  return { ...client, session };
}

/** What was asked, and by which token. */
const calls = (heard: ReturnType<typeof serve>) =>
  heard.map(({ call, headers }) => [call, headers.get("Authorization")]);

// An earlier page of these tests would answer as if it were another tab.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
beforeEach(() => vault.write(null));
afterEach(() => vi.unstubAllGlobals());

it.each(["invalid_token", "token_expired", "unauthorized"])(
  "asks once more with a new token after a %s, with the same body",
  async (code) => {
    const heard = serve({
      [MAKE]: [refusal(401, code), Response.json({ key: "sk-1" })],
      [REFRESH]: tokens({}, 2),
    });
    const { api, told } = await signedIn();
    const body = { name: "laptop" };
    const params = { header: { "Idempotency-Key": "k" } };
    const made = await told(api.POST("/api/auth/keys", { body, params }));

    expect(made).toEqual({ key: "sk-1" });
    expect(calls(heard)).toEqual([
      [MAKE, "Bearer access-1"],
      [REFRESH, null],
      [MAKE, "Bearer access-2"],
    ]);
    expect(heard[2]!.body).toEqual(body);
    expect(heard[2]!.headers.get("Idempotency-Key")).toBe("k");
  },
);

it("gives up when the new token is refused too", async () => {
  const heard = serve({ [ME]: refusal(401, "invalid_token"), [REFRESH]: tokens({}, 2) });
  const { api, told } = await signedIn();

  await expect(told(api.GET("/api/auth/me"))).rejects.toMatchObject({ status: 401 });
  expect(heard.map(({ call }) => call)).toEqual([ME, REFRESH, ME]);
});

it.each([
  [401, "invalid_credentials"],
  [403, "forbidden"],
])("does not take a %i %s for a token that is refused", async (status, code) => {
  const heard = serve({ [ME]: refusal(status, code) });
  const { api, told } = await signedIn();

  await expect(told(api.GET("/api/auth/me"))).rejects.toMatchObject({ status, code });
  expect(heard).toHaveLength(1);
});

it("tells the refusal when the session is over", async () => {
  const heard = serve({
    [ME]: refusal(401, "token_expired"),
    [REFRESH]: refusal(401, "invalid_token"),
  });
  const { api, told, session } = await signedIn();

  await expect(told(api.GET("/api/auth/me"))).rejects.toMatchObject({ code: "token_expired" });
  expect(session.hasEnded.value).toBe(true);
  expect(heard).toHaveLength(2);
});

it("reads again what was lost on the way, and does not do a deed twice", async () => {
  const heard = serve({
    [ME]: [unreachable, Response.json({ id: "1" })],
    [MAKE]: unreachable,
  });
  const { api, told } = await signedIn();
  const params = { header: { "Idempotency-Key": "k" } };

  expect(await told(api.GET("/api/auth/me"))).toEqual({ id: "1" });
  const made = told(api.POST("/api/auth/keys", { body: { name: "n" }, params }));
  await expect(made).rejects.toMatchObject({ code: "network" });
  expect(heard.map(({ call }) => call)).toEqual([ME, ME, MAKE]);
});

it.each([
  ["elsewhere", Response.json({ api: "https://api.example/" }), "https://api.example/api/info"],
  ["beside the page", Response.json({ api: "" }), "/api/info"],
  ["beside the page where nobody says", new Response("<html>"), "/api/info"],
])("finds the API %s, once", async (_where, configuration, address) => {
  const asked: string[] = [];
  vi.resetModules();
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return url === "./config.json" ? configuration : Response.json({});
  });
  const { api } = await import("./client");
  await api.GET("/api/info");
  await api.GET("/api/info");

  expect(asked).toEqual(["./config.json", address, address]);
});
