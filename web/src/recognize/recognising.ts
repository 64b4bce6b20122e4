import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { api, idempotencyKey, request, send, told } from "../api/client";
import { ApiError, asApiError, errorOf, isAbort } from "../api/errors";
import { know } from "../api/session";
import { t } from "../i18n/t";
import type { Kind, Recognised } from "./results";

const LARGEST = 20_000_000; // bytes: no request takes more

type Doing = "recognising" | "opening";
type Act = (signal: AbortSignal) => Promise<Recognised>;

export interface Recognising {
  doing: Ref<Doing | null>;
  found: ShallowRef<Recognised | null>;
  /** The picture that is looked at, or of what is found, by an address of this page; null of what was
   * opened, which has an address of its own. */
  picture: Ref<string | null>;
  failure: ShallowRef<ApiError | null>;
  recognise: (file: File, kind: Kind) => Promise<void>;
  open: (id: string) => Promise<void>;
  /** Once more what has failed, as it was; undefined where that helps nobody. */
  again: ShallowRef<(() => Promise<void>) | undefined>;
  cancel: () => void;
}

/** Have one picture recognised at a time, or open what was: of two that are opened the newest wins. */
export function useRecognising(onFound: (found: Recognised) => void): Recognising {
  const doing = ref<Doing | null>(null);
  const found = shallowRef<Recognised | null>(null);
  const picture = ref<string | null>(null);
  const failure = shallowRef<ApiError | null>(null);
  const again = shallowRef<() => Promise<void>>();
  let asking = new AbortController();

  onScopeDispose(() => {
    cancel();
    show(null);
  });

  function cancel(): void {
    asking.abort();
    doing.value = null;
  }

  function show(file: File | null): void {
    if (picture.value) URL.revokeObjectURL(picture.value);
    picture.value = file && URL.createObjectURL(file);
  }

  async function recognise(file: File, kind: Kind): Promise<void> {
    if (doing.value === "recognising") return;
    const fault = faultOf(file);
    if (fault) return refuse(fault);
    const [key, form] = [idempotencyKey(), formOf(file, kind)];
    await attempt("recognising", async (signal) => {
      show(file);
      found.value = null;
      return sent(key, await form, signal);
    });
  }

  async function open(id: string): Promise<void> {
    if (doing.value === "recognising") return;
    const params = { path: { recognition_id: id } };
    await attempt("opening", async (signal) => {
      const one = await told(api.GET("/api/recognitions/{recognition_id}", { params, signal }));
      if (!signal.aborted) show(null);
      return one;
    });
  }

  function refuse(fault: ApiError): void {
    cancel();
    failure.value = fault;
    again.value = undefined;
  }

  async function attempt(what: Doing, act: Act): Promise<void> {
    cancel();
    const mine = (asking = new AbortController());
    doing.value = what;
    failure.value = null;
    again.value = () => attempt(what, act);
    try {
      const one = await act(mine.signal);
      if (mine.signal.aborted) return;
      found.value = one;
      onFound(one);
    } catch (error) {
      if (!isAbort(error) && !mine.signal.aborted) failure.value = asApiError(error);
    } finally {
      if (!mine.signal.aborted) doing.value = null;
    }
  }

  return { doing, found, picture, failure, recognise, open, again, cancel };
}

function faultOf({ size }: File): ApiError | null {
  if (!size) return new ApiError("picture_empty", t("picture_broken"));
  return size > LARGEST ? new ApiError("picture_large", t("picture_large")) : null;
}

/** A picture as it is sent, the same bytes when it is tried again: a form is put together anew, and is
 * another one to the server, each time that it is sent. */
interface Form {
  content: ArrayBuffer;
  /** With its boundary as it is: the type of a Blob would be in small letters. */
  type: string;
}

async function formOf(file: File, kind: Kind): Promise<Form> {
  const form = new FormData();
  form.append("kind", kind);
  form.append("file", file);
  const put = new Response(form);
  try {
    return { content: await put.arrayBuffer(), type: put.headers.get("Content-Type")! };
  } catch {
    throw new ApiError("picture_gone", t("picture_broken"));
  }
}

async function sent(key: string, form: Form, signal: AbortSignal): Promise<Recognised> {
  const headers = { "Idempotency-Key": key, "Content-Type": form.type };
  const body = form.content;
  const answer = await send(request("POST", "/api/recognize", { body, headers, signal }));
  if (!answer.ok) throw await errorOf(answer);
  const found = await (answer.json() as Promise<Recognised>).catch((error: unknown) => {
    throw error instanceof SyntaxError ? new ApiError("bad_answer", "") : error;
  });
  if (found.credits.remaining !== null) know({ credits: found.credits.remaining });
  return found;
}
