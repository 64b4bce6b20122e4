import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

/** The order of a table that is there as a whole, as the address says it. */
export function useSort(): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => (typeof route.query["sort"] === "string" ? route.query["sort"] : ""),
    set: (sort) => void router.replace({ query: { ...route.query, sort: sort || undefined } }),
  });
}
