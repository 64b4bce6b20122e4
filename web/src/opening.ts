import { mount, type VueWrapper } from "@vue/test-utils";
import { expect, vi } from "vitest";
import { given, person } from "./serving";

const LATEST = 15_000; // milliseconds that a busy machine may take to load a page

/** Wait until something is as it is expected. */
export function until(looks: () => void): Promise<void> {
  return vi.waitFor(looks, { timeout: LATEST, interval: 10 });
}

/** The whole page of a test, opened anew at a path, by nobody or by somebody. */
export async function open(path: string, who: Partial<typeof person> | null = null) {
  vi.resetModules();
  const [{ speak }, { router }, session, { default: shell }] = await Promise.all([
    import("./i18n/t"),
    import("./router"),
    import("./api/session"),
    import("./app/AppShell.vue"),
  ]);
  await speak("en");
  if (who) await session.enter(given(who));
  await router.push(path);
  const shown = mount(shell, { attachTo: document.body, global: { plugins: [router] } });
  await until(() => expect(shown.find("main :is(h1, form, .page)").exists()).toBe(true));
  const go = (to: string) => router.push(to);
  return { shown, session, ...hands(shown), go, path: () => router.currentRoute.value.fullPath };
}

/** What somebody does with what is shown, by the names that they read. */
export function hands(shown: VueWrapper) {
  const labelled = (label: string) =>
    shown
      .findAll("label")
      .find((each) => each.text() === label)
      ?.attributes("for");
  return {
    says: (words: string) => shown.text().includes(words),
    has: (label: string) => labelled(label) !== undefined,
    input: (label: string) => shown.find(`[id="${labelled(label)}"]`),
    fill: (label: string, value: string | boolean) =>
      shown.find(`[id="${labelled(label)}"]`).setValue(value),
    press: async (name: string) => {
      const named = shown
        .findAll("button")
        .filter((each) => (each.attributes("aria-label") ?? each.text()) === name);
      await named.at(-1)!.trigger("click");
    },
    submit: () => shown.find("main form").trigger("submit"),
  };
}
