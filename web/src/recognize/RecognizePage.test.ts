import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { t } from "../i18n/t";
import { guardDrops } from "../ui/dropping";
import RecognizePage from "./RecognizePage.vue";

type Answer = (request: Request) => Promise<Response> | Response;

const asked: { what: string; key: string | null; body: string }[] = [];
let history: object[];
let recognise: Answer;
let read: Answer;
let page: VueWrapper;

const drug = (more: object) => ({
  ...{ name: "阿莫西林胶囊", approval_number: "国药准字H20003263", matched_drug: null },
  ...{ match_confidence: 0, notes: [], ...more },
});
const one = (id: string, more: object = {}) => ({
  ...{ id, kind: "drug", result: drug({}), text: "", image: null, engine: "vision", model: "m" },
  ...{ credits: { charged: 3, remaining: null }, created_at: "2026-01-01T00:00:00Z", ...more },
});
const refused = (status: number, code = "x") =>
  Response.json({ error: { code, message: code, param: null, request_id: "" } }, { status });
const lost = () => Promise.reject(new TypeError("lost"));

/** What an answer that is late is waited for with. */
function late(): { answer: Answer; come: (response: Response) => void } {
  let come: (response: Response) => void = () => undefined;
  const answer = ({ signal }: Request) =>
    new Promise<Response>((resolve, reject) => {
      come = resolve;
      signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    });
  return { answer, come: (response) => come(response) };
}

beforeAll(guardDrops);
beforeEach(() => {
  asked.length = 0;
  history = [one("1"), one("2", { result: drug({ name: "布洛芬" }) })];
  recognise = () => Response.json(one("9"));
  read = ({ url }) =>
    Response.json(one(url.at(-1)!, { result: drug({ name: `记录${url.at(-1)}` }) }));
  vi.stubGlobal("fetch", async (to: string | Request, init?: RequestInit) => {
    const request = to instanceof Request ? to : new Request(`https://x.invalid${to}`, init);
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("config.json")) return Response.json({ api: "" });
    const body = init?.body instanceof Blob ? await init.body.text() : "";
    const key = request.headers.get("Idempotency-Key");
    asked.push({ what: `${request.method} ${pathname}`, key, body });
    if (pathname === "/api/recognize") return recognise(request);
    if (pathname === "/api/recognitions")
      return Response.json({ data: history, next_cursor: null });
    return request.method === "DELETE" ? new Response(null, { status: 204 }) : read(request);
  });
});
afterEach(() => {
  page.unmount();
  vi.unstubAllGlobals();
});

async function opened(): Promise<VueWrapper> {
  page = mount(RecognizePage, { attachTo: document.body });
  await flushPromises();
  return page;
}

const picture = (content = "picture", type = "image/png") =>
  new File([content], "box.png", { type });
const paste = (file: File) => {
  const event = new Event("paste", { bubbles: true });
  const clipboardData = { getData: () => "", files: [file] };
  document.body.dispatchEvent(Object.assign(event, { clipboardData }));
};
const calls = (what: string) => asked.filter((each) => each.what === what);
const past = (place: number) => page.findAll(".past")[place]!;
const heading = () => page.find(".result h2").text();
const retry = () => page.findAll(".failure button").at(-1)!;

async function until(selector: string): Promise<void> {
  await vi.waitFor(() => expect(page.find(selector).exists()).toBe(true));
}

it("opens a record once more when that failed, and sends no picture again", async () => {
  await opened();
  paste(picture());
  await until(".result");
  read = () => refused(503);
  await past(1).trigger("click");
  await until(".failure");

  read = () => Response.json(one("1", { result: drug({ name: "记录1" }) }));
  await retry().trigger("click");
  await vi.waitFor(() => expect(heading()).toBe("记录1"));

  expect(calls("POST /api/recognize")).toHaveLength(1);
  expect(calls("GET /api/recognitions/1")).toHaveLength(2);
});

it("can open a record again where no picture was sent yet", async () => {
  await opened();
  read = () => refused(503);
  await past(0).trigger("click");
  await until(".failure");

  read = () => Response.json(one("1"));
  await retry().trigger("click");

  await until(".result");
});

it("sends the same bytes by the same key when the answer was lost, of the kind that it was", async () => {
  await opened();
  recognise = lost;
  paste(picture());
  await until(".failure");
  await page.findAll("input[type=radio]")[1]!.setValue();
  recognise = () => Response.json(one("9"));
  await retry().trigger("click");
  await until(".result");

  const [first, second] = calls("POST /api/recognize");
  expect(first!.body).toContain("drug");
  expect(second).toEqual(first);
});

it("shows the record that was opened last, however late the other one comes", async () => {
  await opened();
  const first = late();
  read = first.answer;
  await past(0).trigger("click");
  expect(page.find("[role=status]").text()).toBe(t("loading"));
  read = () => Response.json(one("2", { result: drug({ name: "记录2" }) }));
  await past(1).trigger("click");
  await vi.waitFor(() => expect(heading()).toBe("记录2"));
  first.come(Response.json(one("1", { result: drug({ name: "记录1" }) })));
  await flushPromises();

  expect(heading()).toBe("记录2");
  expect(page.find(".failure").exists()).toBe(false);
});

it("asks about the removal of nothing else than what is seen", async () => {
  await opened();
  await past(0).trigger("click");
  await until(".result");
  const second = late();
  read = second.answer;
  await past(1).trigger("click");
  await page.find(".result header button").trigger("click");
  second.come(Response.json(one("2")));
  await vi.waitFor(() => expect(page.find("dialog").exists()).toBe(false));

  expect(asked.filter(({ what }) => what.startsWith("DELETE"))).toEqual([]);
});

it("looks at one picture at a time, and lets go of it", async () => {
  await opened();
  recognise = late().answer;
  paste(picture());
  paste(picture("another"));
  await until("[role=status] img");
  expect(page.find("input[type=file]").attributes("disabled")).toBeDefined();
  expect(past(0).attributes("disabled")).toBeDefined();
  await page.find("[role=status] button").trigger("click");

  expect(page.find("[role=status]").exists()).toBe(false);
  expect(page.find(".failure").exists()).toBe(false);
  expect(calls("POST /api/recognize")).toHaveLength(1);
  recognise = () => Response.json(one("9"));
  paste(picture("another"));
  await until(".result");
});

it("gives up what it sends when the page is left", async () => {
  await opened();
  let isGivenUp = false;
  recognise = ({ signal }) => {
    signal.addEventListener("abort", () => (isGivenUp = true));
    return late().answer(new Request("https://x.invalid", { signal }));
  };
  paste(picture());
  await vi.waitFor(() => expect(calls("POST /api/recognize")).toHaveLength(1));
  page.unmount();

  expect(isGivenUp).toBe(true);
});

it.each([
  ["nothing", picture("")],
  ["far too much", Object.defineProperty(picture(), "size", { value: 20_000_001 })],
])("sends no file with %s in it", async (_, file) => {
  await opened();
  paste(file);
  await until(".failure");

  expect(retry()?.exists() ?? false).toBe(false);
  expect(calls("POST /api/recognize")).toEqual([]);
});

it("takes what is dropped whatever the browser calls it, and says what the server says of it", async () => {
  await opened();
  recognise = () => refused(415, "no picture");
  const of = { types: ["Files"], getData: () => "" };
  await page.find(".drop").trigger("dragover", { dataTransfer: of });
  expect(page.find(".drop").classes()).toContain("over");
  const files = [new File(["heic"], "box.heic", { type: "" })];
  await page.find(".drop").trigger("drop", { dataTransfer: { ...of, files } });
  await until(".failure");

  expect(page.find(".drop").classes()).not.toContain("over");
  expect(page.find(".failure").text()).toContain("no picture");
});

it("says of a page of a proxy in place of an answer that it cannot be read", async () => {
  await opened();
  recognise = () => new Response("<html>", { status: 200 });
  paste(picture());
  await until(".failure");

  expect(page.find(".failure").text()).toContain(t("error_bad_answer"));
});

it("puts what was found first in the history, once, and takes out what was removed", async () => {
  await opened();
  paste(picture());
  await until(".result");
  expect(page.findAll(".past")).toHaveLength(3);
  await past(0).trigger("click");
  await vi.waitFor(() => expect(heading()).toBe("记录9"));
  expect(page.findAll(".past")).toHaveLength(3);

  await page.find(".result header button").trigger("click");
  await page.find("dialog .acts button:last-child").trigger("click");
  await vi.waitFor(() => expect(page.find(".result").exists()).toBe(false));

  expect(page.findAll(".past")).toHaveLength(2);
  expect(calls("DELETE /api/recognitions/9")).toHaveLength(1);
});

it("drops from the history what was removed elsewhere", async () => {
  await opened();
  read = () => refused(404, "not_found");
  await past(0).trigger("click");
  await until(".failure");

  await vi.waitFor(() => expect(page.findAll(".past")).toHaveLength(1));
  expect(page.find(".failure button").exists()).toBe(false);
});
