import type { Turn } from "./turns";

const MOST = 20; // turns
const ROOM = 65_536; // bytes of all that is said in one question, of the contract

/** What was said in a conversation that is kept nowhere, as far as it can be told once more along with
 * a question: the newest turns, from a question on. */
export function retold(earlier: readonly Turn[], text = ""): readonly Turn[] {
  const said = earlier.filter((each) => each.text.trim()).slice(-MOST);
  let room = ROOM - size(text);
  let from = said.length;
  while (from > 0 && (room -= size(said[from - 1]!.text)) >= 0) from -= 1;
  const told = said.slice(from);
  const begins = told.findIndex((each) => each.role === "user");
  return begins < 0 ? [] : told.slice(begins);
}

function size(text: string): number {
  return new TextEncoder().encode(text).length;
}
