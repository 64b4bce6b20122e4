import { reachable } from "../api/addresses";
import { api, told, type Schemas } from "../api/client";
import { ApiError } from "../api/errors";

export type Label = Schemas["FilesLibraryShown"]["label"];

/** One's own file: a link that lives for a while, and what it says of having been generated. */
export async function find(id: string): Promise<{ address: string; label: Label }> {
  const params = { path: { file_id: id } };
  const { url, label } = await told(api.GET("/api/files/{file_id}", { params }));
  if (!url) throw new ApiError("not_found", "", 404);
  return { address: await reachable(url), label };
}

/** Show one's own file in a tab of its own. */
export async function openFile(id: string): Promise<void> {
  const { address } = await find(id);
  window.open(address, "_blank", "noopener,noreferrer");
}
