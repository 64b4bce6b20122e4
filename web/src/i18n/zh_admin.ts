import { overview } from "./zh/admin/overview";
import { panel } from "./zh/admin/panel";
import { usageAdmin } from "./zh/admin/usage_admin";
import { users } from "./zh/admin/users";

/** Every sentence of the panel that the other pages do not say, in Chinese. */
export const zhAdmin = {
  ...overview,
  ...panel,
  ...usageAdmin,
  ...users,
};
