import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as session from "../api/session";
import { ask } from "./ask";
import { question, Thread } from "./thread";
import { turn } from "./turns";

const requests: Request[] = [];
let answer: (signal: AbortSignal) => Promise<Response>;

function tokens(id: string, seconds = 3600) {
  const user = { id, email: "a@b.cn", name: "", role: "user", credits: 0, created_at: "" };
  const of = { access_token: id, refresh_token: id, token_type: "Bearer", expires_in: seconds };
  return { user, ...of } as session.Tokens;
}

function never(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))),
  );
}

function streamed(...events: [name: string, data: object][]): Promise<Response> {
  const text = events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  const headers = { "Content-Type": "text/event-stream" };
  return Promise.resolve(new Response(text.join(""), { headers }));
}

/** An answer that says one thing, and nothing more. */
function stalled(signal: AbortSignal, name: string, data: object): Response {
  const said = new TextEncoder().encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  const body = new ReadableStream({
    start(to) {
      to.enqueue(said);
      signal.addEventListener("abort", () => to.error(new DOMException("", "AbortError")));
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

beforeEach(() => {
  requests.length = 0;
  answer = never;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (url.includes("config.json")) return Response.json({ api: "" });
    if (url.includes("/auth/")) {
      const error = { code: "invalid_token", message: "", param: null, request_id: "" };
      return Response.json({ error }, { status: 401 });
    }
    requests.push(new Request(`https://api.invalid${url}`, { ...init, signal: null }));
    return answer(init.signal!);
  });
});

afterEach(async () => session.leave());

it("breaks off what the one before has asked, and gives nothing of it back", async () => {
  await session.enter(tokens("1"));
  const thread = new Thread();
  const asking = ask(thread, question({ text: "a secret" }));
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  await session.enter(tokens("2"));
  await asking;

  expect(thread.abort?.signal.aborted).toBe(true);
  expect(thread.refused.value).toBeNull();
});

it("does not ask as nobody for somebody whose session is over", async () => {
  await session.enter(tokens("1", 0));
  const thread = new Thread();
  await ask(thread, question({ text: "whose?" }));

  expect(requests).toEqual([]);
  expect(thread.refused.value?.error?.code).toBe("unauthorized");
  expect(session.hasEnded.value).toBe(true);
});

it("tells what was said before where no conversation is kept, whoever asks", async () => {
  await session.enter(tokens("1"));
  const thread = new Thread();
  thread.add(turn("user", { text: "one" }), turn("assistant", { text: "two" }));
  answer = () => streamed(["error", { error: { code: "x", message: "x" } }]);
  await ask(thread, question({ text: "three" }));

  const { messages } = (await requests[0]!.json()) as { messages: { content: string }[] };
  expect(messages.map((each) => each.content)).toEqual(["one", "two", "three"]);
});

it("offers to ask again after an error within a stream", async () => {
  await session.enter(tokens("1"));
  const thread = new Thread();
  const error = { code: "provider_unavailable", message: "x", param: null, request_id: "1" };
  answer = () => streamed(["error", { error }]);
  await ask(thread, question({ text: "a" }));

  expect(thread.refused.value?.error?.isPassing).toBe(true);
});

it("waits longer for the beginning of an answer than for what follows", async () => {
  await session.enter(tokens("1"));
  vi.useFakeTimers();
  try {
    const [held, broken] = [new Thread(), new Thread()];
    void ask(held, question({ text: "a proxy holds it back" }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(held.isRunning.value).toBe(true);

    const start = { id: "1", conversation_id: null, model: "m", demonstration: false, notes: [] };
    answer = (signal) => Promise.resolve(stalled(signal, "start", start));
    void ask(broken, question({ text: "the line drops" }));
    await vi.advanceTimersByTimeAsync(27_000);
    expect(broken.refused.value?.error?.code).toBe("connection_lost");

    await vi.advanceTimersByTimeAsync(40_000);
    expect(held.refused.value?.error?.code).toBe("connection_lost");
  } finally {
    vi.useRealTimers();
  }
});
