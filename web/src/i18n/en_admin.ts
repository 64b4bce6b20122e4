import { overview } from "./en/admin/overview";
import { panel } from "./en/admin/panel";
import { usageAdmin } from "./en/admin/usage_admin";
import { users } from "./en/admin/users";
import type { Sentences } from "./t";
import type { zhAdmin } from "./zh_admin";

export const enAdmin: Sentences<typeof zhAdmin> = {
  ...overview,
  ...panel,
  ...usageAdmin,
  ...users,
};
