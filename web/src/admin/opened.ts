import { mount, type VueWrapper } from "@vue/test-utils";
import { onTestFinished, vi } from "vitest";
import type { Component } from "vue";
import { createMemoryHistory, createRouter, RouterView, type Router } from "vue-router";
import { speak, speakAlso } from "../i18n/t";

/** What a page asked of the API. */
export interface Call {
  query: Record<string, string>;
  body: unknown;
  headers: Headers;
}
type Answer = unknown | ((call: Call) => unknown);
/** By method and path, as `GET /api/admin/users`: what is answered, or what makes the answer. */
export type Answers = Record<string, Answer>;

speakAlso({
  zh: async () => (await import("../i18n/zh_admin")).zhAdmin,
  en: async () => (await import("../i18n/en_admin")).enAdmin,
});

/** A page of the panel at an address, before an API that answers what it is told to. */
export async function opened(page: Component, at: string, answers: Answers): Promise<Opened> {
  await speak("zh");
  const calls: [string, Call][] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    if (String(address).includes("config.json")) return Response.json({ api: "" });
    const { pathname, searchParams } = new URL(address, "https://x.invalid");
    const name = `${init.method ?? "GET"} ${pathname}`;
    const said = init.body ? await new Response(init.body).text() : "";
    const call = {
      query: Object.fromEntries(searchParams),
      body: said ? (JSON.parse(said) as unknown) : undefined,
      headers: new Headers(init.headers),
    };
    calls.push([name, call]);
    return answered(name, call, answers);
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ["/users/:id", "/:rest(.*)"].map((path) => ({ path, component: page })),
  });
  await router.push(at);
  const shown = mount(RouterView, { attachTo: document.body, global: { plugins: [router] } });
  onTestFinished(() => shown.unmount());
  return new Opened(shown, router, calls);
}

function answered(name: string, call: Call, answers: Answers): Response {
  if (!(name in answers)) throw new Error(`nobody answers ${name}`);
  const answer = answers[name];
  const said: unknown = typeof answer === "function" ? answer(call) : answer;
  if (said instanceof Response) return said;
  return said === undefined ? new Response(null, { status: 204 }) : Response.json(said);
}

/** What somebody sees of a page and does there; everything is waited for. */
export class Opened {
  constructor(
    readonly shown: VueWrapper,
    readonly router: Router,
    readonly calls: [string, Call][],
  ) {}

  /** What is used now: the dialog that is open, else the page. */
  get place(): HTMLElement {
    return [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1) ?? document.body;
  }

  get text(): string {
    return this.place.textContent ?? "";
  }

  /** The texts of the cells, by rows, of the first table. */
  get rows(): string[][] {
    return [...(this.place.querySelector("tbody")?.children ?? [])].map((row) =>
      [...row.querySelectorAll("th, td")].map((cell) => written(cell)),
    );
  }

  async says(words: string): Promise<void> {
    await until(() => this.text.includes(words), `to say ${words}`);
  }

  async find<E extends HTMLElement>(tags: string, name: string, nth = 0): Promise<E> {
    const all = () =>
      [...this.place.querySelectorAll<E>(tags)].filter((each) => isNamed(each, name));
    await until(() => all().length > nth, `${tags} ${name}`);
    return all()[nth]!;
  }

  async press(name: string, nth = 0): Promise<void> {
    const button = await this.find<HTMLButtonElement>("button, summary", name, nth);
    await until(() => !button.disabled, `${name} to be enabled`);
    button.click();
  }

  /** Press what opens a dialog, and wait for it. */
  async open(name: string, nth = 0): Promise<void> {
    await this.press(name, nth);
    await until(() => this.place !== document.body, `a dialog of ${name}`);
  }

  /** Where a link leads to, without the `#` of a browser. */
  async link(name: string): Promise<string> {
    return (await this.find("a", name)).getAttribute("href") ?? "";
  }

  async fill(label: string, text: string, nth = 0): Promise<void> {
    const tags = "input, select, textarea";
    const field = await this.find<HTMLInputElement>(tags, label, nth);
    field.value = text;
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input"));
  }

  async check(label: string): Promise<void> {
    (await this.find<HTMLInputElement>("input[type=checkbox]", label)).click();
  }

  /** All calls of an endpoint so far. */
  of(name: string): Call[] {
    return this.calls.filter(([each]) => each === name).map(([, call]) => call);
  }

  /** The latest call of an endpoint, once there have been so many. */
  async sent(name: string, times = 1): Promise<Call> {
    await until(() => this.of(name).length >= times, `${times} of ${name}`);
    return this.of(name).at(-1)!;
  }

  /** No dialog is open any more. */
  async closed(): Promise<void> {
    await until(() => !document.querySelector("dialog[open]"), "no dialog");
  }
}

/** Until something holds; it is asked again and again, for a busy machine. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const look = () => {
    if (!holds()) throw new Error(`waited for ${what}`);
  };
  await vi.waitFor(look, { timeout: 10_000, interval: 5 });
}

export function written(of: Element): string {
  return (of.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Whether an element is called so: by its label, its `aria-label`, or what is written on it. */
function isNamed(element: HTMLElement, name: string): boolean {
  const labels = (element as HTMLInputElement).labels;
  const called = labels?.[0] ?? element;
  return (element.getAttribute("aria-label") ?? written(called)) === name;
}

/** A list that ends with this page. */
export function page<Item>(...data: Item[]): { data: Item[]; next_cursor: null } {
  return { data, next_cursor: null };
}
