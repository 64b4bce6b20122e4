import { reactive, shallowReactive } from "vue";
import { isSignedIn, onLeaving } from "../api/session";
import { forgetPictures } from "./album";
import { onChangedElsewhere } from "./conversations";
import { recover } from "./recovering";
import { Thread } from "./thread";

const MOST = 30; // conversations that are kept in memory

const open = shallowReactive(new Map<string, Thread>());
/** The conversations that are being answered now. */
export const running = reactive(new Set<string>());

let unkept = new Thread();

/** What has no address yet: it stays while somebody registers or looks elsewhere. */
export function unkeptThread(): Thread {
  if (unkept.id.value) unkept = new Thread();
  return unkept;
}

/** A new chat is wanted: an answer that is kept nowhere is not waited for. */
export function startAnew(): void {
  if (!isSignedIn.value && !unkept.id.value) unkept.abort?.abort();
  unkept = new Thread();
}

export function threadOf(id: string): Thread {
  const known = open.get(id);
  if (known) {
    if (known.isStale || known.failure.value) void known.load();
    return known;
  }
  const made = new Thread();
  made.id.value = id;
  register(made);
  void recover(made);
  return made;
}

export function register(thread: Thread): void {
  const id = thread.id.value;
  if (!id) return;
  open.set(id, thread);
  for (const [old, other] of open) {
    if (open.size <= MOST) break;
    if (other !== thread && !other.isRunning.value) open.delete(old);
  }
}

export function forget(id: string): void {
  open.get(id)?.abort?.abort();
  open.delete(id);
  void forgetPictures(id);
}

onLeaving(() => {
  unkept = new Thread();
  open.clear();
  running.clear();
});

/** Back on the page, or on the net: what was lost meanwhile is read from the server first. */
function heal(): void {
  if (document.hidden) return;
  for (const thread of open.values()) if (thread.isStale) void thread.load();
}

onChangedElsewhere((id) => {
  const thread = open.get(id);
  if (!thread) return;
  thread.isStale = true;
  heal();
});
document.addEventListener("visibilitychange", heal);
addEventListener("online", heal);
