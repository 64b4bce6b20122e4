import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

/** A word of the page's address; what is usual is left out of it. */
export function useWord(
  name: string,
  usual = "",
  isKnown: (said: string) => boolean = () => true,
): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const said = route.query[name];
      return typeof said === "string" && said && isKnown(said) ? said : usual;
    },
    set: (said) =>
      void router.replace({
        query: { ...route.query, [name]: said && said !== usual ? said : undefined },
      }),
  });
}
