/** What one yuan buys: prices are kept in credits. */
export const CREDITS = 1000;

/** A number as people type it: full-width digits, and commas between thousands; null for anything
 * else, also for a comma that some read as a point. */
export function read(typed: string): number | null {
  const text = typed.normalize("NFKC").trim();
  if (!/^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text)) return null;
  return Number(text.replaceAll(",", ""));
}

/** The same, as a whole number. */
export function whole(typed: string): number | null {
  const found = read(typed);
  return found !== null && Number.isSafeInteger(found) ? found : null;
}

/** Yuan as whole credits; null where that is no number of credits. */
export function credits(yuan: string): number | null {
  const found = read(yuan);
  if (found === null || found < 0) return null;
  const exact = found * CREDITS;
  const rounded = Math.round(exact);
  return Math.abs(exact - rounded) < 1e-6 ? rounded : null;
}

/** Credits as yuan, without rounding: `0.15`. */
export function yuan(amount: number): string {
  return String(Number((amount / CREDITS).toFixed(3)));
}
