import { computed, shallowReactive, type WritableComputedRef } from "vue";
import { keep, kept, keptKeys } from "../app/kept";
import { onLeaving } from "../api/session";
import { LARGEST } from "./size";

const PREFIX = "yz-draft:";
/** The key of a conversation that has not begun; the others go by their ids. */
export const UNBEGUN = "new";

const texts = shallowReactive(new Map<string, string>());
const pictures = shallowReactive(new Map<string, readonly string[]>());

/** What is being typed in a conversation. */
export function typed(key: string): string {
  return texts.get(key) ?? kept(PREFIX + key) ?? "";
}

export function type(key: string, text: string): void {
  texts.set(key, text);
  keep(PREFIX + key, text ? text.slice(0, LARGEST) : null); // what is longer cannot be sent
}

/** The pictures that wait to be sent with it, as data URLs; they last as long as the page. */
export function attached(key: string): readonly string[] {
  return pictures.get(key) ?? [];
}

export function attach(key: string, shown: readonly string[]): void {
  pictures.set(key, shown);
}

/** A conversation has begun: what was typed since goes with it. */
export function carry(from: string, to: string): void {
  type(to, typed(from));
  attach(to, attached(from));
  type(from, "");
  attach(from, []);
}

/** Put a question back where it was written, unless something else is there by now. */
export function giveBack(key: string, text: string, shown: readonly string[]): void {
  if (!typed(key)) type(key, text);
  if (!attached(key).length) attach(key, shown);
}

export function useDraft(key: () => string): WritableComputedRef<string> {
  return computed({ get: () => typed(key()), set: (text) => type(key(), text) });
}

onLeaving(() => {
  texts.clear();
  pictures.clear();
  keptKeys(PREFIX).forEach((key) => keep(key, null));
});
