import { callsAdmin } from "./en/admin/calls";
import { codes } from "./en/admin/codes";
import { content } from "./en/admin/content";
import { models } from "./en/admin/models";
import { ledgerAdmin } from "./en/admin/ledger";
import { overview } from "./en/admin/overview";
import { panel } from "./en/admin/panel";
import { running } from "./en/admin/running";
import { system } from "./en/admin/system";
import { usageAdmin } from "./en/admin/usage_admin";
import { users } from "./en/admin/users";
import type { Sentences } from "./sentences";
import type { zhAdmin } from "./zh_admin";

export const enAdmin: Sentences<typeof zhAdmin> = {
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
