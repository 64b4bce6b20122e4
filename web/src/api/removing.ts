import { told } from "./client";
import { ApiError } from "./errors";

/** Something is to be gone. What is not there was removed already: in another tab, or by a call whose
 * answer was lost. */
export async function removed(call: Parameters<typeof told>[0]): Promise<void> {
  try {
    await told(call);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
