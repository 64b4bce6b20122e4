import { api, told } from "../../api/client";
import type { Model } from "./models";

/** Whether somebody else has changed or removed a model since it was read, its breaker aside. */
export async function hasChanged(model: Model): Promise<boolean> {
  const { data } = await told(api.GET("/api/admin/models"));
  const now = data.find(({ id }) => id === model.id);
  const said = (of: Model | undefined) => JSON.stringify(of && { ...of, breaker: "" });
  return said(now) !== said(model);
}
