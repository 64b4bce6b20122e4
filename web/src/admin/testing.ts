import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { vi } from "vitest";
import type { Component } from "vue";
import { createMemoryHistory, createRouter, type Router } from "vue-router";
import { speak, speakAlso } from "../i18n/t";

speakAlso({
  zh: async () => (await import("../i18n/zh_admin")).zhAdmin,
  en: async () => (await import("../i18n/en_admin")).enAdmin,
});

/** What the API answers, by `GET /path`: a function is given the query and what was sent. */
export type Answers = Record<string, object | ((query: URLSearchParams, sent: string) => object)>;

export interface Shown {
  page: VueWrapper;
  router: Router;
  /** What was asked, as `GET /path?query`. */
  asked: string[];
}

/** A page of the panel at an address, in Chinese, whose API answers what is given. */
export async function shown(
  component: Component,
  answers: Answers,
  { at = "/", props = {} }: { at?: string; props?: object } = {},
): Promise<Shown> {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (to: string, init?: RequestInit) => {
    const { pathname, search, searchParams } = new URL(to, "https://x.invalid");
    if (pathname.endsWith("config.json")) return Response.json({ api: "" });
    const what = `${init?.method ?? "GET"} ${pathname}`;
    asked.push(what + search);
    const answer = answers[what];
    if (!answer)
      return Response.json({ error: { code: "not_found", message: what } }, { status: 404 });
    const sent = init?.body instanceof Blob ? await init.body.text() : "";
    return Response.json(typeof answer === "function" ? answer(searchParams, sent) : answer);
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: "/:any*", component: { template: "<i />" } }],
  });
  await Promise.all([speak("zh"), router.push(at)]);
  const page = mount(component, { props, global: { plugins: [router] }, attachTo: document.body });
  await settled();
  return { page, router, asked };
}

/** When what was asked has come. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await flushPromises();
}
