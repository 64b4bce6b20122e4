import { request, send, type Schemas } from "../api/client";
import { ApiError, errorOf, toldBy } from "../api/errors";
import { accessToken, isSignedIn } from "../api/session";
import { events } from "../api/sse";

interface Start {
  id: string;
  conversation_id: string | null;
  model: string;
  demonstration: boolean;
  notes: string[];
}

export type Done = Omit<Schemas["Reply"], "message">;
type Body = Schemas["ChatExchangesQuestion"];

const NO_STATUS = 0; // the stream's own is of its beginning

/** What a stream says, in the order of the contract; `silence` is a ping. */
export type Said =
  | { kind: "start"; start: Start }
  | { kind: "delta"; text: string; thoughts: string }
  | { kind: "silence" }
  | { kind: "done"; done: Done }
  | { kind: "error"; error: ApiError };

/** Ask, and hear the answer; ApiError when the question was not taken. */
export async function* stream(body: Body, key: string, signal: AbortSignal): AsyncGenerator<Said> {
  // Visitors may ask too: whose session is over must not become one of them unawares.
  if (!(await accessToken()) && isSignedIn.value) throw new ApiError("unauthorized", "", 401);
  const answer = await send(
    request("POST", "/api/chat", {
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ ...body, stream: true }),
      signal,
    }),
  );
  if (!answer.ok || !answer.body) throw await errorOf(answer);
  if (!answer.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    throw new ApiError("bad_answer", "", answer.status);
  }
  for await (const event of events(answer.body)) {
    yield event ? read(event.name, event.data) : { kind: "silence" };
  }
}

function read(name: string, data: string): Said {
  const given = JSON.parse(data) as Record<string, unknown>;
  if (name === "start") return { kind: "start", start: given as unknown as Start };
  if (name === "done") return { kind: "done", done: given as unknown as Done };
  if (name === "error") {
    return { kind: "error", error: toldBy((given as Schemas["Error"]).error, NO_STATUS) };
  }
  const text = typeof given["content"] === "string" ? given["content"] : "";
  const thoughts = typeof given["reasoning"] === "string" ? given["reasoning"] : "";
  return { kind: "delta", text, thoughts };
}
