import type { Words } from "./settings";

/** The prompts of a persona, and how people see it. */
export interface Persona extends Words {
  title?: Words | null | undefined;
  description?: Words | null | undefined;
}

/** Whether a persona can be kept: what is said of it is said in both languages. */
export function isWhole(persona: Persona | null): boolean {
  if (!persona) return true;
  const lines = [persona.title, persona.description].filter((line) => line != null);
  return [persona, ...lines].every(({ zh, en }) => Boolean(zh.trim() && en.trim()));
}

/** A persona with another title or description; without one, where both languages are empty. */
export function withLine(
  persona: Persona,
  name: "title" | "description",
  language: keyof Words,
  said: string,
): Persona {
  const line = { ...(persona[name] ?? { zh: "", en: "" }), [language]: said };
  return { ...persona, [name]: line.zh || line.en ? line : undefined };
}
