import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import type { Schemas } from "../api/client";
import { asApiError, isAbort, type ApiError } from "../api/errors";
import { upload } from "./upload";

export interface Sending {
  /** How much of it was sent, from 0 to 1; null while nothing is. */
  sent: Ref<number | null>;
  name: Ref<string>;
  failure: ShallowRef<ApiError | undefined>;
  /** Send a file, and do with it what it is sent for; one at a time. */
  send: (file: File, then: (made: Schemas["FilesLibraryShown"]) => Promise<void>) => Promise<void>;
  cancel: () => void;
  /** Once more what has failed: what was sent by then is not sent again. */
  again: () => Promise<void>;
  /** What failed matters no longer. */
  forget: () => void;
}

export function useSending(): Sending {
  const sent = ref<number | null>(null);
  const name = ref("");
  const failure = shallowRef<ApiError>();
  let sending = new AbortController();
  let again = () => Promise.resolve();

  async function attempt(act: () => Promise<void>): Promise<void> {
    if (sent.value !== null) return;
    failure.value = undefined;
    sent.value = 0;
    sending = new AbortController();
    again = () => attempt(act);
    try {
      await act();
    } catch (error) {
      if (!isAbort(error)) failure.value = asApiError(error);
    } finally {
      sent.value = null;
    }
  }

  async function send(
    file: File,
    then: (made: Schemas["FilesLibraryShown"]) => Promise<void>,
  ): Promise<void> {
    let made: Schemas["FilesLibraryShown"] | undefined;
    await attempt(async () => {
      const { signal } = sending;
      name.value = file.name;
      made ??= await upload(file, (share) => (sent.value = share), signal);
      signal.throwIfAborted();
      await then(made);
    });
  }

  return {
    sent,
    name,
    failure,
    send,
    cancel: () => sending.abort(),
    again: () => again(),
    forget: () => (failure.value = undefined),
  };
}
