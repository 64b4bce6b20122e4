import { RouterLinkStub, mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../api/errors";
import * as session from "../api/session";
import type { Language } from "../i18n/language";
import { speak } from "../i18n/t";
import RefusedNote from "./RefusedNote.vue";

/** What stands on the page of an error: its words, where its link leads, and whether it is tried again. */
function shown(code: string, message: string, wait: number) {
  const status = code === "insufficient_credits" ? 402 : 429;
  const error = new ApiError(code, message, status, null, "", wait);
  const note = mount(RefusedNote, {
    props: { error },
    global: { stubs: { RouterLink: RouterLinkStub } },
  });
  const link = note.findComponent(RouterLinkStub);
  const retry = note.find<HTMLButtonElement>("button");
  return {
    words: note.find("p").text(),
    to: link.exists() ? (link.props("to") as string) : null,
    retry: retry.exists() ? !retry.element.disabled : null,
  };
}

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({})));
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 28, 20, 0, 1) });
});
afterEach(async () => {
  vi.useRealTimers();
  await session.leave();
});

it.each<[Language, string]>([
  ["zh", "操作太频繁了，稍等一下就好。 请在 0:42 后再试。"],
  ["en", "That was too often: wait a little. Try again in 0:42."],
])("who asks too often waits for seconds (%s)", async (language, words) => {
  await speak(language);

  expect(shown("rate_limited", "", 42)).toEqual({ words, to: null, retry: false });
});

it.each<[Language, string]>([
  ["zh", "积分不足。请充值或向管理员申请后再试。"],
  ["en", "You have too few credits. Top up, or ask your administrator."],
])(
  "who has too few credits is led to their balance, and waits for nothing (%s)",
  async (l, words) => {
    await speak(l);

    expect(shown("insufficient_credits", "", 0)).toEqual({ words, to: "/usage", retry: null });
  },
);

it.each<[Language, string, string]>([
  ["zh", "今天的 token 额度（9）已用完。", "2026年11月29日 00:00 起可以再用。"],
  ["en", "Today's quota of 9 tokens is used up.", "It goes on from 29 Nov 2026, 00:00."],
])(
  "whose quota of the day is used up hears of the day and the hour (%s)",
  async (l, said, from) => {
    await speak(l);
    const visitor = shown("quota_exceeded", said, 4 * 3600 - 1);
    await session.enter(tokens());
    const user = shown("quota_exceeded", said, 4 * 3600 - 1);

    expect(visitor).toEqual({ words: `${said} ${from}`, to: "/register", retry: null });
    expect(user).toEqual({ words: `${said} ${from}`, to: "/usage", retry: null });
  },
);

it("says the hour of a quota that comes back today, and the day of one of the month", () => {
  expect(shown("quota_exceeded", "x", 3600).words).toBe("x 21:00 起可以再用。");
  expect(shown("quota_exceeded", "x", 3 * 86_400 + 4 * 3600).words).toBe(
    "x 2026年12月2日 00:00 起可以再用。",
  );
});

function tokens(): session.Tokens {
  const user = { id: "1", email: "a@b.cn", name: "", role: "user", credits: 0, created_at: "" };
  const of = { access_token: "1", refresh_token: "1", token_type: "Bearer", expires_in: 3600 };
  return { user, ...of } as session.Tokens;
}
