import { request, send, type Schemas } from "../api/client";
import { errorOf, isAbort } from "../api/errors";
import { events } from "../api/sse";

export type Task = Schemas["Task"];

const PAUSE = 3_000; // milliseconds until a stream that ended too early is asked for again
const GOING_ON = new Set(["queued", "running"]);

export function goesOn(task: { status: string }): boolean {
  return GOING_ON.has(task.status);
}

/** Tell of a task whenever it has come further, until it ends or nobody wants to know. */
export async function watchTask(
  id: string,
  tell: (task: Task) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const answer = await send(request("GET", `/api/tasks/${id}/events`, { signal }));
      if (!answer.ok || !answer.body) throw await errorOf(answer);
      for await (const event of events(answer.body)) {
        if (event?.name === "progress" || event?.name === "done")
          tell(JSON.parse(event.data) as Task);
        if (event?.name === "done") return;
      }
    } catch (error) {
      if (isAbort(error)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
