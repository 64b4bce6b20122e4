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

/** Show one's own file in a tab of its own, which is opened at the click: browsers open none for an
 * answer that comes late. Where they open none at all it is shown in this one. */
export async function openFile(id: string): Promise<void> {
  const tab = window.open("", "_blank");
  if (tab) tab.opener = null;
  try {
    const { address } = await find(id);
    (tab ?? window).location.assign(address);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
