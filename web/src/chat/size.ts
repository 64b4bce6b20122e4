/** Bytes of all that may be said in one question, of the contract. */
export const LARGEST = 65_536;

export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
