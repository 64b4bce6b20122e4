import { computed, shallowRef } from "vue";
import { api, idempotencyKey, told, type Schemas } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { withPictures } from "./album";
import type { Unheard } from "./recovery";
import { isRunning, turn, turnOf, type Turn } from "./turns";

/** A question, as it is sent and as it is asked again. */
export interface Question {
  text: string;
  pictures: readonly string[];
  /** The message that it takes the place of, with all that follows. */
  replaces: string | null;
  persona: string;
  model: string | null;
  key: string;
}

/** A question that was not taken, and why; without an error it was taken back. */
export interface Refused {
  question: Question;
  from: Turn | undefined;
  error: ApiError | null;
}

/** One conversation on the page: it goes on while another one is looked at. */
export class Thread {
  readonly id = shallowRef<string | null>(null);
  readonly title = shallowRef("");
  readonly persona = shallowRef<string | null>(null);
  readonly turns = shallowRef<readonly Turn[]>([]);
  readonly loading = shallowRef(false);
  /** Why it could not be read. */
  readonly failure = shallowRef<ApiError | null>(null);
  readonly refused = shallowRef<Refused | null>(null);
  /** Since when nothing has come; for who waits. */
  readonly silentSince = shallowRef(0);
  readonly isRunning = computed(() => isRunning(this.turns.value.at(-1)));
  /** What this tab asked and did not hear to its end before it was loaded anew. */
  readonly unheard = shallowRef<Unheard | null>(null);
  abort: AbortController | null = null;
  /** The server may know more: a stream was lost, or stopped. */
  isStale = false;

  add(...added: Turn[]): void {
    this.turns.value = [...this.turns.value, ...added];
  }

  /** Another state of the last turn. */
  change(given: Partial<Turn>): void {
    const all = this.turns.value;
    const last = all.at(-1);
    if (last) this.turns.value = [...all.slice(0, -1), { ...last, ...given }];
  }

  /** Another state of a turn, wherever it stands by now. */
  amend(key: number, given: Partial<Turn>): void {
    this.turns.value = this.turns.value.map((each) =>
      each.key === key ? { ...each, ...given } : each,
    );
  }

  /** Forget a turn and what follows it. */
  cut(from: Turn): void {
    const at = this.turns.value.findIndex((each) => each.key === from.key);
    if (at >= 0) this.turns.value = this.turns.value.slice(0, at);
  }

  call(title: string): void {
    this.title.value = title;
  }

  async load(): Promise<void> {
    const id = this.id.value;
    if (!id || this.isRunning.value) return;
    this.loading.value = !this.turns.value.length;
    this.failure.value = null;
    try {
      const path = { conversation_id: id };
      const found = await told(
        api.GET("/api/conversations/{conversation_id}", { params: { path } }),
      );
      const turns = await withPictures(id, found.messages.map(turnOf));
      if (!this.isRunning.value) this.take(found, turns);
    } catch (error) {
      this.failure.value = asApiError(error);
    } finally {
      this.loading.value = false;
    }
  }

  /** What is kept on the server; what the page alone knows of the same turns stays. */
  private take(found: Schemas["Whole"], turns: readonly Turn[]): void {
    const before = this.turns.value;
    this.title.value = found.title;
    this.persona.value = found.type;
    this.isStale = false;
    this.turns.value = turns.map((kept, place) => merged(before[place], kept));
  }

  /** The ids of what was said here, which the stream does not tell. */
  async idOf(of: Turn): Promise<string | null> {
    if (of.id || !this.id.value) return of.id;
    const place = this.turns.value.findIndex((each) => each.key === of.key);
    await this.load();
    return this.turns.value[place]?.id ?? null;
  }
}

function merged(before: Turn | undefined, kept: Turn): Turn {
  if (!before || before.role !== kept.role) return kept;
  const same = before.text.trim() === kept.text.trim();
  const pictures = before.pictures.length ? before.pictures : kept.pictures;
  if (!same) return { ...kept, key: before.key, pictures };
  return { ...before, pictures, id: kept.id, createdAt: kept.createdAt };
}

export function question(given: Partial<Question> & { text: string }): Question {
  return {
    pictures: [],
    replaces: null,
    persona: "chat",
    model: null,
    key: idempotencyKey(),
    ...given,
  };
}

export function asked(of: Question): Turn {
  return turn("user", { text: of.text, pictures: of.pictures });
}
