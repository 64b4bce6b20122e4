import { reachable } from "../api/addresses";
import { api, told } from "../api/client";
import { ApiError } from "../api/errors";

/** A link to one's own file that lives for a while. */
export async function addressOf(id: string): Promise<string> {
  const params = { path: { file_id: id } };
  const { url } = await told(api.GET("/api/files/{file_id}", { params }));
  if (!url) throw new ApiError("not_found", "", 404);
  return reachable(url);
}

/** Show one's own file in a tab of its own. */
export async function openFile(id: string): Promise<void> {
  window.open(await addressOf(id), "_blank", "noopener,noreferrer");
}
