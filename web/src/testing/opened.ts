// A page by itself in a test, of the panel or not, in Chinese: what is seen of it and done there.
import { mount, type VueWrapper } from "@vue/test-utils";
import { onTestFinished } from "vitest";
import type { Component } from "vue";
import { createMemoryHistory, createRouter, RouterView, type Router } from "vue-router";
import { speak, speakAlso } from "../i18n/t";
import { isNamed, until, written } from "./looking";
import { serve, type Answers, type Heard } from "./serving";

speakAlso({
  zh: async () => (await import("../i18n/zh_admin")).zhAdmin,
  en: async () => (await import("../i18n/en_admin")).enAdmin,
});

/** A page at an address, or a part with its props, before an API that answers what is given. */
export async function opened(
  page: Component,
  at: string,
  answers: Answers,
  props: Record<string, unknown> = {},
): Promise<Opened> {
  await speak("zh");
  const heard = serve(answers);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ["/users/:id", "/:rest(.*)"].map((path) => ({ path, component: page, props })),
  });
  await router.push(at);
  const shown = mount(RouterView, { attachTo: document.body, global: { plugins: [router] } });
  onTestFinished(() => shown.unmount());
  return new Opened(shown, router, heard);
}

/** What somebody sees of a page and does there; everything is waited for. */
export class Opened {
  constructor(
    readonly shown: VueWrapper,
    readonly router: Router,
    readonly heard: Heard[],
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
  of(name: string): Heard[] {
    return this.heard.filter(({ call }) => call === name);
  }

  /** The latest call of an endpoint, once there have been so many. */
  async sent(name: string, times = 1): Promise<Heard> {
    await until(() => this.of(name).length >= times, `${times} of ${name}`);
    return this.of(name).at(-1)!;
  }

  /** No dialog is open any more. */
  async closed(): Promise<void> {
    await until(() => !document.querySelector("dialog[open]"), "no dialog");
  }
}

/** A list that ends with this page. */
export function page<Item>(...data: Item[]): { data: Item[]; next_cursor: null } {
  return { data, next_cursor: null };
}
