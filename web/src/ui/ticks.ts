/** Round numbers from 0 to at least `most`, some `count` of them. */
export function ticks(most: number, count = 4): number[] {
  if (most <= 0) return [0, 1];
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw)!,
  );
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
}

/** The places of at most `most` labels among `count`, evenly, from the first on. */
export function labelled(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: Math.ceil(count / step) }, (_, place) => place * step);
}
