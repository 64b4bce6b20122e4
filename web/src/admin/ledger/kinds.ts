/** Of calls: what is set aside, taken and given back. */
const OF_CALLS = ["reserve", "settle", "release"] as const;

/** Every kind of movement. */
export const KINDS = [...OF_CALLS, "grant", "signup", "invite", "redemption"] as const;

/** Whether the request of a movement is a call; what is given has no other than its own. */
export function isOfCall(kind: string): boolean {
  return OF_CALLS.some((each) => each === kind);
}
