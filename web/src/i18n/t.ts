import { shallowRef, watchEffect } from "vue";
import { language, remember, type Language } from "./language";
import type { zh } from "./zh";
import type { zhAdmin } from "./zh_admin";

export type Key = keyof typeof zh | keyof typeof zhAdmin;
type Facts = Record<string, string | number>;
type Spoken = Record<string, string>;
/** Where the sentences of a page come from, in each language. */
export type Source = Record<Language, () => Promise<Spoken>>;

const sentences = shallowRef<Spoken>();
const sources: Source[] = [
  {
    zh: async () => (await import("./zh")).zh,
    en: async () => (await import("./en")).en,
  },
];

/** What only one entry says, besides what all pages do; before it speaks. */
export function speakAlso(source: Source): void {
  sources.push(source);
}

/** Speak a language from now on, on every page that is open here. */
export async function speak(chosen: Language): Promise<void> {
  const parts = await Promise.all(sources.map((source) => source[chosen]()));
  sentences.value = Object.assign({}, ...parts) as Spoken;
  language.value = chosen;
}

export async function choose(chosen: Language): Promise<void> {
  remember(chosen);
  await speak(chosen);
}

/** The sentence of a key: `{name}` is filled in; `one|many` is chosen by `n`. */
export function t(key: Key, facts: Facts = {}): string {
  const forms = (sentences.value?.[key] ?? key).split("|");
  const form = forms.length > 1 && Number(facts["n"]) !== 1 ? forms[1] : forms[0];
  return form!.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** A key that is made up at run time, where there is one. */
export function maybe(key: string, facts: Facts = {}): string | null {
  return sentences.value && key in sentences.value ? t(key as Key, facts) : null;
}

watchEffect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
});
