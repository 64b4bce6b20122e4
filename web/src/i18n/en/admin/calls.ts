import type { callsAdmin as zh } from "../../zh/admin/calls";
import type { Sentences } from "../../sentences";

export const callsAdmin: Sentences<typeof zh> = {
  calls_list: "Calls",
  calls_note:
    "Each call of a model, without what was said. Older ones than are kept are summed up in usage.",
  since: "since {at}",
  call_id: "Id of the call",
  call_named: "Call {id}",
  moved_by_call: "The credits that it moved",
  exact_name: "The whole name",
  tokens_in_out: "Tokens in / out",
  first_and_whole: "First word / all",
};
