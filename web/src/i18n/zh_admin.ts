import { callsAdmin } from "./zh/admin/calls";
import { codes } from "./zh/admin/codes";
import { content } from "./zh/admin/content";
import { models } from "./zh/admin/models";
import { ledgerAdmin } from "./zh/admin/ledger";
import { overview } from "./zh/admin/overview";
import { panel } from "./zh/admin/panel";
import { running } from "./zh/admin/running";
import { system } from "./zh/admin/system";
import { usageAdmin } from "./zh/admin/usage_admin";
import { users } from "./zh/admin/users";

/** Every sentence of the panel that the other pages do not say, in Chinese. */
export const zhAdmin = {
  ...callsAdmin,
  ...codes,
  ...content,
  ...models,
  ...ledgerAdmin,
  ...overview,
  ...panel,
  ...running,
  ...system,
  ...usageAdmin,
  ...users,
};
