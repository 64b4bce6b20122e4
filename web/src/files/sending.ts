import { computed, onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import type { Schemas } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { upload } from "./upload";

type Shown = Schemas["FilesLibraryShown"];
type Then = (made: Shown) => Promise<void>;

export interface Sending {
  /** How much of the file that it is at was sent, from 0 to 1; null while nothing is. */
  sent: Ref<number | null>;
  name: Ref<string>;
  /** The names of what waits, first what has failed. */
  waiting: Readonly<Ref<string[]>>;
  failure: ShallowRef<ApiError | undefined>;
  /** Send files, each after what waits, and do with each what it is sent for. */
  send: (files: File[], then: Then) => void;
  /** Whether there is something that is not yet on its way beyond recall. */
  canCancel: Readonly<Ref<boolean>>;
  /** Stop, and let go of all that waits. */
  cancel: () => void;
  /** All that waits, and then what has failed: what was sent by then is not sent again. */
  again: () => void;
  /** What failed matters no longer, nor what waits for it. */
  forget: () => void;
}

interface Piece {
  file: File;
  then: Then;
  made?: Shown;
}

/** Files that are sent one after the other until one fails, as long as the scope lasts. */
export function useSending(): Sending {
  const sent = ref<number | null>(null);
  const name = ref("");
  const failure = shallowRef<ApiError>();
  const queue = shallowRef<Piece[]>([]);
  const isUploading = ref(false);
  let sending = new AbortController();

  function send(files: File[], then: Then): void {
    queue.value = [...queue.value, ...files.map((file) => ({ file, then }))];
    void go();
  }

  async function go(): Promise<void> {
    if (sent.value !== null) return;
    if (failure.value) putLast();
    sent.value = 0;
    while (queue.value.length) if (!(await attempt(next()))) break;
    sent.value = null;
  }

  /** What would fail for ever keeps nothing else waiting. */
  function putLast(): void {
    failure.value = undefined;
    const failed = next();
    queue.value = [...queue.value, failed];
  }

  function next(): Piece {
    const [first, ...rest] = queue.value;
    queue.value = rest;
    return first!;
  }

  /** Whether to go on: what was given up is no failure. */
  async function attempt(piece: Piece): Promise<boolean> {
    const { signal } = (sending = new AbortController());
    try {
      await carry(piece, signal);
    } catch (error) {
      if (signal.aborted) return true;
      failure.value = asApiError(error);
      queue.value = [piece, ...queue.value];
      return false;
    } finally {
      isUploading.value = false;
    }
    return true;
  }

  async function carry(piece: Piece, signal: AbortSignal): Promise<void> {
    name.value = piece.file.name;
    sent.value = piece.made ? 1 : 0;
    isUploading.value = !piece.made;
    piece.made ??= await upload(piece.file, (share) => (sent.value = share), signal);
    signal.throwIfAborted();
    isUploading.value = false;
    await piece.then(piece.made);
  }

  function cancel(): void {
    queue.value = [];
    failure.value = undefined;
    if (isUploading.value) sending.abort();
  }

  onScopeDispose(cancel);
  return {
    sent,
    name,
    waiting: computed(() => queue.value.map(({ file }) => file.name)),
    failure,
    send,
    canCancel: computed(() => isUploading.value || queue.value.length > 0),
    cancel,
    again: () => void go(),
    forget: () => void (failure.value && cancel()),
  };
}
