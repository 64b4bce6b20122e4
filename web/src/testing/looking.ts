// How a test looks at what is shown: waiting for it, and finding it by the name that is read.
import { flushPromises } from "@vue/test-utils";
import { vi } from "vitest";

// Milliseconds that a busy machine may take to load a page.
const WAITING = { timeout: 15_000, interval: 5 };

/** Until something is as it is expected, or holds; it is looked at again and again. */
export function until(expected: () => void): Promise<void>;
export function until(holds: () => boolean, what: string): Promise<void>;
export async function until(looks: () => unknown, what?: string): Promise<void> {
  const look = () => {
    const seen = looks();
    if (what !== undefined && !seen) throw new Error(`waited for ${what}`);
  };
  await vi.waitFor(look, WAITING);
}

/** When what was asked has come; for what must not happen, else `until`. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await flushPromises();
}

export function written(of: Element): string {
  return (of.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Whether an element is called so: by its label, its `aria-label`, or what is written on it. */
export function isNamed(element: Element, name: string): boolean {
  const labels = (element as HTMLInputElement).labels;
  const called = labels?.[0] ?? element;
  return (element.getAttribute("aria-label") ?? written(called)) === name;
}
