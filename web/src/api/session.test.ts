import { beforeEach, describe, expect, it, vi } from "vitest";
import * as vault from "./vault";

const USER = {
  id: "1",
  email: "a@b.cn",
  name: "",
  role: "user",
  credits: 0,
  created_at: "",
  confirmed: true,
  second_factor: false,
};
let turn = 0;
const tokens = () => {
  turn += 1;
  return {
    user: USER,
    access_token: `access-${turn}`,
    refresh_token: `refresh-${turn}`,
    token_type: "Bearer",
    expires_in: 3600,
  };
};
let answers: (() => Response | Promise<Response>)[] = [];
const asked: string[] = [];

const refusal = (status: number, code: string) =>
  Response.json(
    { error: { code, message: code, param: null, request_id: "1", type: "x" } },
    { status },
  );

async function fresh(): Promise<typeof import("./session")> {
  vi.resetModules();
  return import("./session");
}

// An earlier page of these tests would answer as if it were another tab.
Reflect.deleteProperty(globalThis, "BroadcastChannel");

beforeEach(async () => {
  [turn, answers, asked.length] = [0, [], 0];
  await vault.write(null);
  vi.stubGlobal("fetch", async (url: string) => {
    if (url.includes("config.json")) return Response.json({ api: "" });
    asked.push(url);
    return (answers.shift() ?? (() => Response.json(tokens())))();
  });
});

describe("a session", () => {
  it("is nobody's without a refresh token", async () => {
    const session = await fresh();
    await session.begin();

    expect(session.isSignedIn.value).toBe(false);
    expect(asked).toEqual([]);
  });

  it("asks once for all who need a token at the same time", async () => {
    const session = await fresh();
    await session.enter(tokens());

    const found = await Promise.all(
      Array.from({ length: 10 }, () => session.refreshed("access-1")),
    );

    expect(new Set(found)).toEqual(new Set(["access-2"]));
    expect(asked).toEqual(["/api/auth/refresh"]);
  });

  it("goes on after a reload", async () => {
    await (await fresh()).enter(tokens());
    const session = await fresh();
    await session.begin();

    expect(session.user.value?.id).toBe("1");
  });

  it.each([500, 503, 429])("outlives a status of %i", async (status) => {
    await (await fresh()).enter(tokens());
    const session = await fresh();
    answers = [() => refusal(status, "unavailable")];
    await session.begin();

    expect(session.isUnsure.value).toBe(true);
    expect(await session.accessToken()).toBe("access-2");
    expect(session.isSignedIn.value).toBe(true);
  });

  it("outlives a network that is gone", async () => {
    await (await fresh()).enter(tokens());
    const session = await fresh();
    const gone = () => Promise.reject(new TypeError("Failed to fetch"));
    answers = [gone, gone];
    await session.begin();

    expect(session.isUnsure.value).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it("asks once more for an answer that was lost, before its token counts as stolen", async () => {
    const session = await fresh();
    await session.enter(tokens());
    answers = [() => Promise.reject(new TypeError("Failed to fetch"))];

    expect(await session.refreshed("access-1")).toBe("access-2");
    expect(asked).toEqual(["/api/auth/refresh", "/api/auth/refresh"]);
  });

  it("uses a token to its end where it cannot be renewed before", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    const session = await fresh();
    await session.enter(tokens());
    answers = [() => refusal(503, "unavailable"), () => refusal(503, "unavailable")];
    clock.mockReturnValue(3500_000);
    expect(await session.accessToken()).toBe("access-1");

    clock.mockReturnValue(3600_000);
    await expect(session.accessToken()).rejects.toMatchObject({ status: 503 });
    clock.mockRestore();
  });

  it.each(["leaves", "is somebody else"])(
    "is not brought back to who %s meanwhile",
    async (how) => {
      const session = await fresh();
      await session.enter(tokens());
      let answer: (said: Response) => void = () => undefined;
      answers = [
        () => new Promise((resolve) => (answer = resolve)),
        () => new Response(null, { status: 204 }),
      ];
      const late = session.refreshed("access-1");
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      if (how === "leaves") await session.leave();
      else await session.enter({ ...tokens(), user: { ...USER, id: "2" } });
      answers = [() => new Response(null, { status: 204 })];
      answer(Response.json(tokens()));

      expect(await late).toBeNull();
      expect(session.user.value?.id).toBe(how === "leaves" ? undefined : "2");
      expect((await vault.read())?.userId).toBe(how === "leaves" ? undefined : "2");
      await vi.waitFor(() => expect(asked.at(-1)).toBe("/api/auth/logout"));
    },
  );

  it("ends when the refresh token is refused, and asks to log in again", async () => {
    const session = await fresh();
    await session.enter(tokens());
    answers = [() => refusal(401, "invalid_token")];

    expect(await session.refreshed("access-1")).toBeNull();
    expect(session.hasEnded.value).toBe(true);
    expect(await vault.read()).toBeNull();
    await session.enter(tokens());
    expect(session.hasEnded.value).toBe(false);
  });

  it("adopts what another tab has put in the place of a token that was refused", async () => {
    const session = await fresh();
    await session.enter(tokens());
    answers = [
      async () => {
        await vault.write({ refreshToken: "of another tab", userId: "1", turn: 9 });
        return refusal(401, "invalid_token");
      },
    ];

    expect(await session.refreshed("access-1")).toBe("access-2");
    expect(session.hasEnded.value).toBe(false);
  });

  it("leaves nothing behind", async () => {
    const session = await fresh();
    const forgotten = vi.fn();
    session.onLeaving(forgotten);
    await session.enter(tokens());
    answers = [() => new Response(null, { status: 204 })];
    await session.leave();

    expect(session.isSignedIn.value).toBe(false);
    expect(forgotten).toHaveBeenCalledOnce();
    expect(await vault.read()).toBeNull();
  });
});
