/** One server-sent event: its name, and its data as they came. */
export interface ServerEvent {
  name: string;
  data: string;
}

/** The events of a stream, `null` of each comment (a ping); lines may end in CR, LF or both. */
export async function* events(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerEvent | null> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event: ServerEvent = { name: "message", data: "" };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += value ? decoder.decode(value, { stream: true }) : decoder.decode();
      const lines = rest.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith(":")) yield null;
        else if (line) event = added(event, line);
        else {
          if (event.data) yield event;
          event = { name: "message", data: "" };
        }
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function added(event: ServerEvent, line: string): ServerEvent {
  const colon = line.indexOf(":");
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (field === "event") return { ...event, name: value };
  if (field === "data") return { ...event, data: event.data ? `${event.data}\n${value}` : value };
  return event;
}
