import { api, told } from "../../api/client";
import type { Model } from "./models";

/** How a model is now, if somebody else has changed it since it was read, its breaker aside;
 * `removed`, where there is none any more. */
export async function changed(model: Model): Promise<Model | "removed" | undefined> {
  const { data } = await told(api.GET("/api/admin/models"));
  const now = data.find(({ id }) => id === model.id);
  if (!now) return "removed";
  const said = (of: Model) => JSON.stringify({ ...of, breaker: "" });
  return said(now) === said(model) ? undefined : now;
}
