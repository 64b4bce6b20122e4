import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { effectScope, type EffectScope } from "vue";
import { lines, type Line } from "../testing/sending";
import { settled, until } from "../testing/looking";
import { refusal, serve, type Heard } from "../testing/serving";
import { useSending, type Sending } from "./sending";

const upload = { method: "PUT", url: "/api/files/local/k", headers: {}, fields: {} };
let line: Line[];
let heard: Heard[];
let scope: EffectScope;
let sending: Sending;
let made: string[];

const file = (name: string) => new File(["content"], name);
const note = (name: string) => async () => void made.push(name);
const announced = () =>
  heard
    .filter(({ call }) => call === "POST /api/files")
    .map(({ body }) => (body as { filename: string }).filename);

function send(...names: string[]): void {
  for (const name of names) sending.send([file(name)], note(name));
}

/** Until so many uploads have begun; what happens to the last of them. */
async function begun(count: number): Promise<Line> {
  await until(() => line.length === count, `${count} uploads`);
  return line.at(-1)!;
}

async function arrive(from: number, to = from): Promise<void> {
  for (let count = from; count <= to; count += 1) (await begun(count)).onload();
}

async function idle(): Promise<void> {
  await until(() => sending.sent.value === null, "nothing to be sent");
}

beforeEach(() => {
  line = lines();
  made = [];
  heard = serve({
    "POST /api/files": { file: { id: "f" }, upload },
    "GET /api/files/f": { id: "f" },
  });
  scope = effectScope();
  sending = scope.run(useSending)!;
});
afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
});

it("sends what comes meanwhile after what is being sent, and names it", async () => {
  send("1");
  await begun(1);
  send("2", "3");
  expect(sending.name.value).toBe("1");
  expect(sending.waiting.value).toEqual(["2", "3"]);
  await arrive(1, 3);
  await idle();

  expect(made).toEqual(["1", "2", "3"]);
  expect(announced()).toEqual(["1", "2", "3"]);
  expect(sending.waiting.value).toEqual([]);
});

it("names all that was not sent when one fails, and sends it when tried again", async () => {
  send("1", "2", "3", "4", "5");
  await arrive(1);
  (await begun(2)).onerror();
  await idle();
  expect(sending.failure.value?.code).toBe("network");
  expect(sending.waiting.value).toEqual(["2", "3", "4", "5"]);
  sending.again();
  await arrive(3, 6);
  await idle();

  expect(made).toEqual(["1", "3", "4", "5", "2"]);
  expect(sending.failure.value).toBeUndefined();
  expect(sending.waiting.value).toEqual([]);
});

it("keeps nothing back for a file that is refused each time", async () => {
  const refused = (asked: Heard) =>
    (asked.body as { filename: string }).filename === "1"
      ? refusal(413, "too_large")
      : { file: { id: "f" }, upload };
  serve({ "POST /api/files": refused, "GET /api/files/f": { id: "f" } });
  send("1", "2");
  await idle();
  send("3");
  await arrive(1, 2);
  await idle();

  expect(made).toEqual(["2", "3"]);
  expect(sending.failure.value?.code).toBe("too_large");
  expect(sending.waiting.value).toEqual(["1"]);
});

it("does again only what failed after the file was sent", async () => {
  const then = vi.fn().mockRejectedValueOnce(new TypeError("lost"));
  sending.send([file("1")], then);
  await arrive(1);
  await idle();
  expect(sending.failure.value?.code).toBe("network");
  sending.again();
  await idle();

  expect(then).toHaveBeenCalledTimes(2);
  expect(announced()).toEqual(["1"]);
});

it("lets go of all by one word", async () => {
  send("1", "2", "3");
  await begun(1);
  sending.cancel();
  await idle();
  await settled();

  expect(line[0]!.isAborted).toBe(true);
  expect(made).toEqual([]);
  expect(announced()).toEqual(["1"]);
  expect(sending.waiting.value).toEqual([]);
  expect(sending.failure.value).toBeUndefined();
});

it("lets go of what failed, and of what waits for it", async () => {
  send("1", "2");
  (await begun(1)).onerror();
  await idle();
  sending.cancel();
  sending.again();
  await settled();

  expect(announced()).toEqual(["1"]);
  expect(sending.waiting.value).toEqual([]);
  expect(sending.failure.value).toBeUndefined();
});

it("forgets nothing that is on its way", async () => {
  send("1", "2");
  await begun(1);
  sending.forget();
  await arrive(1, 2);
  await idle();

  expect(made).toEqual(["1", "2"]);
});

it("can be recalled only until the file is there, or while others wait", async () => {
  let finish: () => void = () => undefined;
  sending.send([file("1")], () => new Promise((resolve) => (finish = resolve)));
  (await begun(1)).onload();
  await until(() => !sending.canCancel.value, "nothing to cancel");
  expect(sending.sent.value).not.toBeNull();
  send("2");
  expect(sending.canCancel.value).toBe(true);
  sending.cancel();
  finish();
  await idle();

  expect(announced()).toEqual(["1"]);
});

it("ends with its scope, and does nothing with what was sent", async () => {
  send("1", "2");
  await begun(1);
  scope.stop();
  await idle();
  await settled();

  expect(line[0]!.isAborted).toBe(true);
  expect(announced()).toEqual(["1"]);
  expect(made).toEqual([]);
});
