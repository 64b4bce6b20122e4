import { changed } from "./conversations";
import { heard, unheard } from "./recovery";
import { giveBack } from "./drafts";
import type { Thread } from "./thread";

const PAUSE = 1_500; // milliseconds between two looks
const LOOKS = 14; // the server keeps what was said within seconds of a page's end

/** What was being answered when the page was loaded anew: it is shown as soon as it is kept, and the
 * question goes back to where it was written when nothing of it was. */
export async function recover(thread: Thread): Promise<void> {
  const id = thread.id.value;
  const lost = id ? unheard(id) : null;
  if (!id || !lost) return thread.load();
  thread.unheard.value = lost;
  for (let look = 0; look < LOOKS; look += 1) {
    await thread.load();
    if (thread.isRunning.value || isThere(thread, lost.text, lost.place)) break;
    const isNew = thread.failure.value?.status === 404 && lost.place === 0;
    if (thread.failure.value && !isNew && !thread.failure.value.isPassing) break;
    thread.failure.value = null;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  thread.unheard.value = null;
  heard(id);
  if (isThere(thread, lost.text, lost.place)) changed(id);
  else if (!thread.isRunning.value) giveBack(id, lost.text, []);
}

function isThere(thread: Thread, text: string, place: number): boolean {
  const [asked, answer] = thread.turns.value.slice(place);
  return Boolean(asked && answer && asked.text.trim() === text.trim());
}
