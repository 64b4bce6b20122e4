import { LARGEST, sizeOf } from "./size";
import type { Turn } from "./turns";

const MOST = 20; // turns

/** What was said in a conversation that is kept nowhere, as far as it can be told once more along with
 * a question: the newest turns, from a question on. */
export function retold(earlier: readonly Turn[], text = ""): readonly Turn[] {
  const said = earlier.filter((each) => each.text.trim()).slice(-MOST);
  let room = LARGEST - sizeOf(text);
  let from = said.length;
  while (from > 0 && (room -= sizeOf(said[from - 1]!.text)) >= 0) from -= 1;
  const told = said.slice(from);
  const begins = told.findIndex((each) => each.role === "user");
  return begins < 0 ? [] : told.slice(begins);
}
