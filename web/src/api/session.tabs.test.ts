import { beforeEach, expect, it, vi } from "vitest";
import * as vault from "./vault";

const channels = new Set<Channel>();

/** Tabs of one browser; those of an earlier test are closed. */
class Channel extends EventTarget {
  constructor(readonly name: string) {
    super();
    channels.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of channels) {
      if (other === this || other.name !== this.name) continue;
      const event = new MessageEvent("message", { data: structuredClone(data) });
      if (delay) setTimeout(() => other.dispatchEvent(event), delay);
      else other.dispatchEvent(event);
    }
  }
}

let delay = 0; // milliseconds that a word takes from tab to tab
const refreshes: string[] = [];

type Session = typeof import("./session");
let turn = 0;
let answers: Response[] = [];

function tokens(id: string) {
  turn += 1;
  return {
    user: {
      id,
      email: `${id}@b.cn`,
      name: "",
      role: "user",
      credits: 0,
      created_at: "",
      confirmed: true,
      second_factor: false,
    },
    access_token: `access-${turn}`,
    refresh_token: `refresh-${turn}`,
    token_type: "Bearer",
    expires_in: 3600,
  };
}

function refusal(status: number, code: string): Response {
  const error = { code, message: code, param: null, request_id: "1", type: "x" };
  return Response.json({ error }, { status });
}

async function refreshing(url: string, init?: RequestInit): Promise<Response> {
  if (url.includes("config.json")) return Response.json({ api: "" });
  refreshes.push((JSON.parse(String(init?.body)) as { refresh_token: string }).refresh_token);
  return Response.json(tokens("1"));
}

async function tab(): Promise<Session & { forgotten: ReturnType<typeof vi.fn> }> {
  vi.resetModules();
  const session = await import("./session");
  const forgotten = vi.fn();
  session.onLeaving(forgotten);
  return { ...session, forgotten };
}

beforeEach(async () => {
  channels.clear();
  [turn, answers, delay, refreshes.length] = [0, [], 0, 0];
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("fetch", async (url: string) =>
    url.includes("config.json") ? Response.json({ api: "" }) : answers.shift(),
  );
  await vault.write(null);
});

it.each([
  [401, "invalid_token"],
  [403, "account_disabled"],
])("keeps what is open in every tab when a refresh is refused by %i %s", async (status, code) => {
  const [one, other] = [await tab(), await tab()];
  await one.enter(tokens("1"));
  answers = [refusal(status, code)];
  await one.refreshed("access-1");

  expect(other.hasEnded.value).toBe(true);
  expect(other.user.value?.id).toBe("1");
  expect(one.forgotten).not.toHaveBeenCalled();
  expect(other.forgotten).not.toHaveBeenCalled();
});

it("goes on in every tab once somebody has logged in again", async () => {
  const [one, other] = [await tab(), await tab()];
  await one.enter(tokens("1"));
  answers = [refusal(401, "invalid_token")];
  await one.refreshed("access-1");
  await one.enter(tokens("1"));

  expect(other.hasEnded.value).toBe(false);
  expect(await other.accessToken()).toBe("access-2");
});

it.each([400, 403, 404, 409])("does not end a session by a status of %i", async (status) => {
  const [one, other] = [await tab(), await tab()];
  await one.enter(tokens("1"));
  answers = [refusal(status, "of_something_between")];

  await expect(one.refreshed("access-1")).rejects.toMatchObject({ status });
  expect(one.hasEnded.value).toBe(false);
  expect(other.hasEnded.value).toBe(false);
  expect((await vault.read())?.refreshToken).toBe("refresh-1");
});

it("leaves a newer session in the vault that was put there meanwhile", async () => {
  await vault.write({ refreshToken: "newer", userId: "1", turn: 9 });
  await vault.drop("older");
  expect((await vault.read())?.refreshToken).toBe("newer");

  await vault.drop("newer");
  expect(await vault.read()).toBeNull();
});

it("forgets in the other tabs what was somebody's who logs out, and touches no token", async () => {
  const [one, other] = [await tab(), await tab()];
  await one.enter(tokens("1"));
  answers = [new Response(null, { status: 204 })];
  await one.leave();
  expect(other.isSignedIn.value).toBe(false);
  expect(other.forgotten).toHaveBeenCalledOnce();

  await one.enter(tokens("2"));
  expect((await vault.read())?.userId).toBe("2");
});

it("forgets in every tab what was another account's, when it is known who is here", async () => {
  const [one, other] = [await tab(), await tab()];
  await one.enter(tokens("1"));
  const seen: (string | undefined)[] = [];
  one.onLeaving(() => seen.push(one.user.value?.id));
  other.onLeaving(() => seen.push(other.user.value?.id));
  await one.enter(tokens("2"));

  expect(seen).toEqual(["2", "2"]);
});

/** Those of a browser: one at a time, in the order in which they came. */
class Locks {
  private last: Promise<unknown> = Promise.resolve();

  request<T>(_name: string, work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}

it.each([
  ["are told at once", 0],
  ["are told later than they get their turn", 20],
])("refreshes once for five tabs whose token is refused together, which %s", async (_how, late) => {
  vi.stubGlobal("navigator", Object.create(navigator, { locks: { value: new Locks() } }));
  vi.stubGlobal("fetch", refreshing);
  const tabs = [await tab(), await tab(), await tab(), await tab(), await tab()];
  await tabs[0]!.enter(tokens("1"));
  delay = late;
  const found = await Promise.all(tabs.map((each) => each.refreshed("access-1")));

  expect(found).toEqual(Array(5).fill("access-2"));
  expect(refreshes).toEqual(["refresh-1"]);
});
