import { account } from "./zh/account";
import { app } from "./zh/app";
import { chat } from "./zh/chat";
import { create } from "./zh/create";
import { drugs } from "./zh/drugs";
import { failures } from "./zh/failures";
import { files } from "./zh/files";
import { recognize } from "./zh/recognize";
import { tasks } from "./zh/tasks";
import { ui } from "./zh/ui";
import { usage } from "./zh/usage";

/** Every sentence of the pages, in Chinese; `en.ts` has the same in English. */
export const zh = {
  ...account,
  ...app,
  ...chat,
  ...create,
  ...drugs,
  ...failures,
  ...files,
  ...recognize,
  ...tasks,
  ...ui,
  ...usage,
};
