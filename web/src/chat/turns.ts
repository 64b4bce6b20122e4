import type { Schemas } from "../api/client";
import type { ApiError } from "../api/errors";

export type Bill = Schemas["Bill"];

/** How an answer stands: what is `lost` broke off, and `stopped` was wanted. */
export type State = "waiting" | "streaming" | "done" | "stopped" | "lost";

/** One message as the page shows it; replaced, never changed. */
export interface Turn {
  readonly key: number;
  /** Its id on the server, where it is known. */
  readonly id: string | null;
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly thoughts: string;
  readonly pictures: readonly string[];
  readonly state: State;
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly tokens: number;
  readonly bill: Bill | null;
  /** The request that it answers: what is charged is charged for that. */
  readonly requestId: string;
  readonly notes: readonly string[];
  readonly error: ApiError | null;
  readonly createdAt: string;
}

let keys = 0;

export function turn(role: Turn["role"], given: Partial<Turn> = {}): Turn {
  keys += 1;
  return {
    key: keys,
    id: null,
    role,
    text: "",
    thoughts: "",
    pictures: [],
    state: "done",
    model: null,
    finishReason: null,
    tokens: 0,
    bill: null,
    requestId: "",
    notes: [],
    error: null,
    createdAt: new Date().toISOString(),
    ...given,
  };
}

const LOST = new Set(["interrupted", "stopped", "client_gone"]);

export function turnOf(said: Schemas["Spoken"]): Turn {
  const state = LOST.has(said.finish_reason ?? "") ? "lost" : "done";
  return turn(said.role === "user" ? "user" : "assistant", {
    id: said.id,
    text: said.content,
    state,
    model: said.model,
    finishReason: said.finish_reason,
    createdAt: said.created_at,
  });
}

export function isRunning(of: Turn | undefined): boolean {
  return of?.state === "waiting" || of?.state === "streaming";
}
