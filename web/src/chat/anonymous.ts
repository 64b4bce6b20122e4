import { computed, ref } from "vue";
import { info } from "../app/info";
import { keep, kept } from "../app/kept";
import { localDay } from "../i18n/format";

const KEY = "yz-anonymous";

/** Chats of today without an account, as far as this browser knows: the server counts by address. */
const begun = ref(read());

function read(): number {
  const [day, count] = (kept(KEY) ?? "").split(" ");
  return day === localDay() ? Number(count) || 0 : 0;
}

export const perDay = computed(() => info.value?.anonymous_chats_per_day ?? 0);
export const left = computed(() => Math.max(0, perDay.value - begun.value));

export function countOne(): void {
  remember(begun.value + 1);
}

export function usedUp(): void {
  remember(perDay.value);
}

function remember(count: number): void {
  begun.value = count;
  keep(KEY, `${localDay()} ${count}`);
}
