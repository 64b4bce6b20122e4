import { describe, expect, it } from "vitest";
import { events } from "./sse";

const BODY =
  'event: start\ndata: {"id":"1"}\n\n: ping\n\nevent: delta\ndata: {"content":"那个😀"}\n\nevent: done\ndata: {}\n\n';

async function read(chunks: Uint8Array[]): Promise<string[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const found: string[] = [];
  for await (const event of events(stream))
    found.push(event ? `${event.name} ${event.data}` : "ping");
  return found;
}

describe("a stream of events", () => {
  const bytes = new TextEncoder().encode(BODY);
  const EXPECTED = ['start {"id":"1"}', "ping", 'delta {"content":"那个😀"}', "done {}"];

  it("is the same cut at every byte", async () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await read([bytes.slice(0, at), bytes.slice(at)])).toEqual(EXPECTED);
    }
    expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(EXPECTED);
  });

  it("may end its lines in any way", async () => {
    for (const end of ["\r\n", "\r"]) {
      const other = new TextEncoder().encode(BODY.replaceAll("\n", end));
      expect(await read([...other].map((byte) => Uint8Array.of(byte)))).toEqual(EXPECTED);
    }
  });

  it("joins lines of data", async () => {
    const text = new TextEncoder().encode("data: a\ndata: b\n\n");
    expect(await read([text])).toEqual(["message a\nb"]);
  });
});
