// The whole page of a user in a test: its frame, its router and its session.
import { mount, type DOMWrapper, type VueWrapper } from "@vue/test-utils";
import { expect, vi } from "vitest";
import { isNamed, until } from "./looking";
import { given, person } from "./serving";

/** The whole page of a test, opened anew at a path, by nobody or by somebody. */
export async function open(path: string, who: Partial<typeof person> | null = null) {
  vi.resetModules();
  const [{ speak }, { router }, session, { default: shell }] = await Promise.all([
    import("../i18n/t"),
    import("../router"),
    import("../api/session"),
    import("../app/AppShell.vue"),
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
  const input = (label: string) => {
    const all = shown.findAll("input, select, textarea");
    return all.find(({ element }) => isNamed(element, label));
  };
  return {
    says: (words: string) => shown.text().includes(words),
    has: (label: string) => input(label) !== undefined,
    input: (label: string) => input(label)!,
    fill: (label: string, value: string | boolean) => input(label)!.setValue(value),
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
  return all.filter(({ element }) => isNamed(element, name)).at(-1)!;
}
