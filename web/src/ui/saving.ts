import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { asApiError, type ApiError } from "../api/errors";

/** One act of a form at a time: whether it runs, whether it was done, and what went wrong. */
export function useSaving(): {
  busy: Ref<boolean>;
  done: Ref<boolean>;
  failure: ShallowRef<ApiError | undefined>;
  save: (act: () => Promise<void>) => Promise<void>;
  /** What the server says of one field; empty when it finds no fault with it. */
  fault: (field: string) => string;
} {
  const busy = ref(false);
  const done = ref(false);
  const failure = shallowRef<ApiError>();
  async function save(act: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    done.value = false;
    failure.value = undefined;
    try {
      await act();
      done.value = true;
    } catch (error) {
      failure.value = asApiError(error);
    } finally {
      busy.value = false;
    }
  }
  const fault = (field: string) => (failure.value?.param === field ? failure.value.message : "");
  return { busy, done, failure, save, fault };
}
