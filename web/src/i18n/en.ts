import { account } from "./en/account";
import { app } from "./en/app";
import { chat } from "./en/chat";
import { create } from "./en/create";
import { drugs } from "./en/drugs";
import { failures } from "./en/failures";
import { files } from "./en/files";
import { recognize } from "./en/recognize";
import { tasks } from "./en/tasks";
import { ui } from "./en/ui";
import { usage } from "./en/usage";
import type { Sentences } from "./sentences";

export const en: Sentences = {
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
