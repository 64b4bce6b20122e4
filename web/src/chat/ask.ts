import { ApiError, asApiError, isAbort } from "../api/errors";
import { hasEnded, isSignedIn, know, onLeaving, refreshed } from "../api/session";
import type { Schemas } from "../api/client";
import { language } from "../i18n/language";
import { keepPictures } from "./album";
import { countOne, usedUp } from "./anonymous";
import { sees } from "./choice";
import { changed } from "./conversations";
import { painter } from "./painter";
import { heard, NOWHERE, remember } from "./recovery";
import { retold } from "./retelling";
import { settle } from "./settling";
import { stream, type Done, type Said } from "./stream";
import { asked, type Question, type Refused, type Thread } from "./thread";
import { register, running } from "./threads";
import { turn, type Turn } from "./turns";
import { watchdog } from "./watchdog";

const SEEN_FOR = 8; // turns after which a picture is no longer shown again
const TITLE = 60; // characters, as the server takes them of the first question

/** What is being answered; also where it has no id yet. */
const answering = new Set<AbortController>();

onLeaving(() => {
  for (const abort of answering) abort.abort();
  answering.clear();
});

/** Ask a question in a conversation, in the place of a turn if one is given. It ends in a turn that is
 * done, stopped or lost; or in `thread.refused`, and everything is as it was before. */
export async function ask(thread: Thread, question: Question, from?: Turn): Promise<void> {
  if (thread.isRunning.value) return;
  thread.refused.value = null;
  const before = thread.turns.value;
  const earlier = place(thread, question, from);
  const abort = (thread.abort = new AbortController());
  answering.add(abort);
  const answer = stream(body(thread, question, earlier), question.key, abort.signal);
  const outcome = await hear(thread, answer, abort);
  forget(thread);
  if (!answering.delete(abort)) return; // who asked has left meanwhile
  if (outcome === "over") changed(thread.id.value);
  else if (hasSaid(thread)) breakOff(thread, outcome);
  else {
    thread.turns.value = before;
    refuse(thread, { question, from, error: outcome === "stopped" ? null : outcome });
  }
}

/** The question and its answer to be, as turns; what stood before them. */
function place(thread: Thread, question: Question, from?: Turn): readonly Turn[] {
  if (from) thread.cut(from);
  const earlier = thread.turns.value;
  thread.add(asked(question), turn("assistant", { state: "waiting" }));
  if (!thread.title.value) thread.call(question.text.trim().slice(0, TITLE));
  remember(thread.id.value ?? NOWHERE, question.text, earlier.length);
  return earlier;
}

/** Nothing of it is to be heard any more. */
function forget(thread: Thread): void {
  heard(NOWHERE);
  if (!thread.id.value) return;
  running.delete(thread.id.value);
  heard(thread.id.value);
}

type Outcome = ApiError | "over" | "stopped";

/** Hear the answer to its end, whatever that is. */
async function hear(
  thread: Thread,
  answer: AsyncGenerator<Said>,
  abort: AbortController,
): Promise<Outcome> {
  const watch = watchdog(thread, abort);
  const paint = painter(thread);
  let outcome: Outcome | null = null;
  let id: string | null = null;
  try {
    for await (const said of answer) {
      watch.alive();
      if (said.kind === "start") id = begin(thread, said);
      else outcome = take(thread, said, paint, id) ?? outcome;
    }
    return outcome ?? new ApiError("connection_lost", "");
  } catch (error) {
    if (!isAbort(error)) return asApiError(error);
    return watch.isDead() ? new ApiError("connection_lost", "") : "stopped";
  } finally {
    watch.end();
    paint.end();
  }
}

function body(
  thread: Thread,
  question: Question,
  earlier: readonly Turn[],
): Schemas["ChatExchangesQuestion"] {
  const { id } = thread;
  const told = id.value ? [] : retold(earlier, question.text);
  const messages = [
    ...told.map(({ role, text }) => ({ role, content: text })),
    { role: "user" as const, content: content(question, earlier) },
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

/** What is asked; after a question with pictures these are shown again, for the server keeps none. */
function content(
  { text, pictures: own }: Question,
  earlier: readonly Turn[],
): Schemas["Turn"]["content"] {
  const pictures = own.length ? own : sees.value ? lastShown(earlier) : [];
  if (!pictures.length) return text;
  const shown = pictures.map((url) => ({ type: "image_url" as const, image_url: { url } }));
  return text.trim() ? [...shown, { type: "text" as const, text }] : shown;
}

function lastShown(earlier: readonly Turn[]): readonly string[] {
  const recent = earlier.slice(-SEEN_FOR).findLast((each) => each.pictures.length);
  return recent?.pictures ?? [];
}

function take(
  thread: Thread,
  said: Said,
  paint: ReturnType<typeof painter>,
  id: string | null,
): Outcome | null {
  if (said.kind === "error") return said.error;
  if (said.kind === "delta") {
    adopt(thread, id);
    paint.add(said.text, said.thoughts);
  } else if (said.kind === "done") {
    adopt(thread, said.done.conversation_id);
    paint.end();
    complete(thread, said.done);
    return "over";
  }
  return null;
}

function begin(thread: Thread, { start }: Extract<Said, { kind: "start" }>): string | null {
  if (!isSignedIn.value) countOne();
  thread.change({ model: start.model, notes: start.notes, requestId: start.id });
  return start.conversation_id;
}

/** A conversation is kept from the first word of an answer on: until then it has no address. */
function adopt(thread: Thread, id: string | null): void {
  if (!id || running.has(id)) return;
  running.add(id);
  void keepPictures(id, thread.turns.value);
  if (thread.id.value) return;
  thread.id.value = id;
  heard(NOWHERE);
  const own = thread.turns.value.findLast((each) => each.role === "user");
  remember(id, own?.text ?? "", thread.turns.value.length - 2);
  register(thread);
}

function complete(thread: Thread, done: Done): void {
  thread.change({
    state: "done",
    model: done.model,
    finishReason: done.finish_reason,
    tokens: done.usage.total_tokens,
    bill: done.credits,
    notes: done.notes,
  });
  if (isSignedIn.value) know({ credits: done.credits.remaining ?? undefined });
}

function hasSaid(thread: Thread): boolean {
  const last = thread.turns.value.at(-1);
  return Boolean(last?.text || last?.thoughts);
}

function breakOff(thread: Thread, outcome: ApiError | "stopped"): void {
  const isWanted = outcome === "stopped";
  thread.change({ state: isWanted ? "stopped" : "lost", error: isWanted ? null : outcome });
  thread.isStale = true;
  void settle(thread, thread.turns.value.at(-1)!);
}

/** The question goes back where it came from; nothing of it is on the server. */
function refuse(thread: Thread, refused: Refused): void {
  thread.refused.value = refused;
  if (!thread.id.value && !thread.turns.value.length) thread.call("");
  if (refused.error?.status === 401) void reopen();
  if (refused.error?.code === "quota_exceeded" && !isSignedIn.value) usedUp();
}

async function reopen(): Promise<void> {
  if (isSignedIn.value && !hasEnded.value) await refreshed(null).catch(() => null);
}
