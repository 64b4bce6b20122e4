import { mount, type DOMWrapper, type VueWrapper } from "@vue/test-utils";
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
    press: (name: string) => button(shown, name).trigger("click"),
    pressIn: (place: string, name: string) => button(shown.find(place), name).trigger("click"),
    /** The form of a button, or the only one. */
    submit: (name?: string) => {
      const forms = shown.findAll("main form");
      const own = name ? forms.find((form) => form.text().includes(name)) : forms[0];
      return own!.trigger("submit");
    },
  };
}

/** The last of this name: a dialog stands after what opened it. */
function button(within: VueWrapper | DOMWrapper<Element>, name: string): DOMWrapper<Element> {
  const all = within.findAll("button");
  return all.filter((each) => (each.attributes("aria-label") ?? each.text()) === name).at(-1)!;
}
