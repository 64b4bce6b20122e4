import type { ShallowRef } from "vue";
import { ApiError } from "../api/errors";
import { ask } from "./ask";
import { model, persona } from "./choice";
import { attach, giveBack, type, typed, UNBEGUN } from "./drafts";
import { question, type Question, type Thread } from "./thread";
import type { Turn } from "./turns";

/** Where what is typed in a conversation is kept. */
export function draftKeyOf(thread: Thread): string {
  return thread.id.value ?? UNBEGUN;
}

export interface Asking {
  start: (text: string, pictures?: readonly string[]) => void;
  /** Once more what was refused. */
  retry: () => void;
  /** Once more the question that a turn belongs to, or another text in its place. */
  again: (turn: Turn, text?: string) => Promise<void>;
}

/** The questions of a page to the conversation that it shows; before each its end is `shown`. */
export function useAsking(thread: Readonly<ShallowRef<Thread>>, shown: () => void): Asking {
  async function send(into: Thread, asked: Question, from?: Turn): Promise<void> {
    if (into === thread.value) shown();
    await ask(into, asked, from);
    const refused = into.refused.value;
    if (!refused || from || (into !== thread.value && !into.id.value)) return;
    giveBack(draftKeyOf(into), refused.question.text, refused.question.pictures);
  }

  function start(text: string, pictures: readonly string[] = []): void {
    const into = thread.value;
    void send(into, question({ ...kindOf(into), text, pictures }));
  }

  function retry(): void {
    const into = thread.value;
    const refused = into.refused.value;
    if (!refused || into.isRunning.value) return;
    const key = draftKeyOf(into);
    if (!refused.from && typed(key) === refused.question.text) {
      type(key, "");
      attach(key, []);
    }
    void send(into, refused.question, refused.from);
  }

  async function again(turn: Turn, text?: string): Promise<void> {
    const of = thread.value;
    if (of.isStale) await of.load();
    const at = of.turns.value.findIndex((each) => each.key === turn.key);
    const own = of.turns.value.slice(0, at + 1).findLast((each) => each.role === "user");
    if (!own || of.failure.value || of.isRunning.value) return;
    const replaces = await of.idOf(own);
    if (of.id.value && !replaces) {
      of.failure.value ??= new ApiError("stale", "");
      return;
    }
    const from = of.turns.value.find((each) => each.key === own.key);
    const { pictures } = own;
    await send(of, question({ ...kindOf(of), text: text ?? own.text, pictures, replaces }), from);
  }

  return { start, retry, again };
}

/** What the next question is asked as, and whom. */
function kindOf(thread: Thread): { persona: string; model: string | null } {
  const chosen = (thread.persona.value ??= persona.value);
  return { persona: chosen, model: model.value || null };
}
