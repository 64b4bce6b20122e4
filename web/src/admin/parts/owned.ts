import type { Page } from "../../ui/list";
import { useListing, type Asked, type FilteredListing } from "../../ui/listing";
import { inZone } from "./days";

/** What belongs to a user, and when it came to be. */
export interface Owned {
  id: string;
  user_id: string;
  /** Null when they have left. */
  email: string | null;
  created_at: string;
}

type Filter = "user" | "from" | "to";
export type OwnedListing<Item, Name extends string = never> = FilteredListing<Item, Name | Filter>;

/** Everybody's things of a kind, by their owner and by days beside the filters of the kind. */
export function useOwned<Item extends Owned, Name extends string = never>(
  names: readonly Name[],
  ask: (asked: Asked<Name | Filter> & { tz?: string }, signal: AbortSignal) => Promise<Page<Item>>,
): OwnedListing<Item, Name> {
  return useListing<Item, Name | Filter>([...names, "user", "from", "to"], (asked, signal) => {
    const { from, to }: { from?: string; to?: string } = asked;
    return ask({ ...asked, ...inZone({ from, to }) }, signal);
  });
}
