import { computed, type ComputedRef, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { timeZone } from "../i18n/format";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A range of days that stands in the address, so that a reload and Back restore it. */
export function useDaysInAddress(): {
  from: WritableComputedRef<string>;
  to: WritableComputedRef<string>;
  /** As lists of the API are asked for it. */
  asked: ComputedRef<{ from?: string; to?: string; tz?: string }>;
} {
  const route = useRoute();
  const router = useRouter();
  const day = (name: "from" | "to") =>
    computed({
      get: () => {
        const said = route.query[name];
        return typeof said === "string" && DAY.test(said) ? said : "";
      },
      set: (value) => {
        void router.replace({ query: { ...route.query, [name]: value || undefined } });
      },
    });
  const [from, to] = [day("from"), day("to")];
  const asked = computed(() => {
    const given = { ...(from.value && { from: from.value }), ...(to.value && { to: to.value }) };
    return from.value || to.value ? { ...given, tz: timeZone() } : {};
  });
  return { from, to, asked };
}
