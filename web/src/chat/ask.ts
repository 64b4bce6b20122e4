import { ApiError, asApiError, isAbort } from "../api/errors";
import { hasEnded, isSignedIn, know, refreshed } from "../api/session";
import { api, told, type Schemas } from "../api/client";
import { language } from "../i18n/language";
import { countOne, usedUp } from "./anonymous";
import { changed } from "./conversations";
import { painter } from "./painter";
import { stream, type Said } from "./stream";
import { asked, type Question, type Thread } from "./thread";
import { register, running } from "./threads";
import { turn, type Turn } from "./turns";

const SILENCE = 25_000; // milliseconds without even a ping: the line is dead
const TITLE = 60; // characters, as the server takes them of the first question
const SETTLING = 2_500; // milliseconds until a stopped answer is settled and kept

/** Ask a question in a conversation. It ends in a turn that is done, stopped or lost; or in
 * `thread.refused`, with nothing of it left behind. */
export async function ask(thread: Thread, question: Question): Promise<void> {
  if (thread.isRunning.value) return;
  thread.refused.value = null;
  const own = asked(question);
  const earlier = thread.turns.value;
  thread.add(own, turn("assistant", { state: "waiting" }));
  if (!thread.title.value) thread.call(question.text.trim().slice(0, TITLE));
  await hear(thread, question, () => refuse(thread, own), earlier);
}

async function hear(
  thread: Thread,
  question: Question,
  takeBack: () => void,
  earlier: readonly Turn[],
): Promise<void> {
  const abort = (thread.abort = new AbortController());
  const watch = watchdog(thread, abort);
  const paint = painter(thread);
  let outcome: ApiError | "over" | "stopped" | null = null;
  try {
    for await (const said of stream(body(thread, question, earlier), question.key, abort.signal)) {
      watch.alive();
      outcome = take(thread, said, paint) ?? outcome;
    }
    outcome ??= new ApiError("connection_lost", "");
  } catch (error) {
    outcome = isAbort(error)
      ? watch.isDead()
        ? new ApiError("connection_lost", "")
        : "stopped"
      : asApiError(error);
  }
  watch.end();
  paint.end();
  if (thread.id.value) running.delete(thread.id.value);
  finish(thread, question, outcome, takeBack);
}

function body(
  thread: Thread,
  question: Question,
  earlier: readonly Turn[],
): Schemas["ChatExchangesQuestion"] {
  const { id } = thread;
  const told = id.value || isSignedIn.value ? [] : earlier.filter((each) => each.text).slice(-20);
  const messages = [
    ...told.map(({ role, text }) => ({ role, content: text })),
    { role: "user" as const, content: content(question) },
  ];
  return {
    messages,
    type: question.persona,
    ...(question.model ? { model: question.model } : {}),
    ...(id.value ? { conversation_id: id.value } : {}),
    ...(id.value && question.replaces ? { replaces: question.replaces } : {}),
    locale: language.value,
  };
}

function content({ text, pictures }: Question): Schemas["Turn"]["content"] {
  if (!pictures.length) return text;
  const shown = pictures.map((url) => ({ type: "image_url" as const, image_url: { url } }));
  return text.trim() ? [...shown, { type: "text" as const, text }] : shown;
}

function take(
  thread: Thread,
  said: Said,
  paint: ReturnType<typeof painter>,
): ApiError | "over" | null {
  switch (said.kind) {
    case "start":
      begin(thread, said);
      return null;
    case "delta":
      paint.add(said.text, said.thoughts);
      return null;
    case "done":
      paint.end();
      thread.change({
        state: "done",
        model: said.done.model,
        finishReason: said.done.finish_reason,
        tokens: said.done.usage.total_tokens,
        bill: said.done.credits,
        notes: said.done.notes,
      });
      if (isSignedIn.value) know({ credits: said.done.credits.remaining ?? undefined });
      return "over";
    case "error":
      return said.error;
    case "silence":
      return null;
  }
}

function begin(thread: Thread, { start }: Extract<Said, { kind: "start" }>): void {
  if (!isSignedIn.value) countOne();
  thread.change({ model: start.model, notes: start.notes });
  if (!start.conversation_id) return;
  running.add(start.conversation_id);
  if (!thread.id.value) {
    thread.id.value = start.conversation_id;
    register(thread);
  }
}

function finish(
  thread: Thread,
  question: Question,
  outcome: ApiError | "over" | "stopped",
  takeBack: () => void,
): void {
  const last = thread.turns.value.at(-1)!;
  const hasSaid = last.text !== "" || last.thoughts !== "";
  if (outcome === "over") {
    changed(thread.id.value);
    return;
  }
  if (outcome !== "stopped" && !hasSaid) {
    takeBack();
    thread.refused.value = { question, error: outcome };
    if (outcome.status === 401) void reopen();
    if (outcome.code === "quota_exceeded" && !isSignedIn.value) usedUp();
    return;
  }
  const error = outcome === "stopped" ? null : outcome;
  thread.change({ state: outcome === "stopped" ? "stopped" : "lost", error });
  thread.isStale = true;
  setTimeout(() => void settle(thread), SETTLING);
}

/** The question goes back where it came from; nothing of it is on the server. */
function refuse(thread: Thread, own: Turn): void {
  thread.cut(own);
}

async function reopen(): Promise<void> {
  if (isSignedIn.value && !hasEnded.value) await refreshed(null).catch(() => null);
}

/** What a stopped answer cost, and that it is in the list. */
async function settle(thread: Thread): Promise<void> {
  if (!isSignedIn.value) return;
  changed(thread.id.value);
  try {
    know({ credits: (await told(api.GET("/api/auth/me"))).credits });
  } catch {
    // the next answer says it
  }
}

function watchdog(
  thread: Thread,
  abort: AbortController,
): { alive: () => void; end: () => void; isDead: () => boolean } {
  let isDead = false;
  let heardAt = performance.now();
  thread.silentSince.value = heardAt;
  const timer = setInterval(() => {
    if (performance.now() - heardAt < SILENCE) return;
    isDead = true;
    abort.abort();
  }, 1000);
  return {
    alive: () => void (heardAt = performance.now()),
    end: () => clearInterval(timer),
    isDead: () => isDead,
  };
}
