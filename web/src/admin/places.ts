import type { Component } from "vue";
import type { Key } from "../i18n/t";
import type { Icon } from "../ui/icons";

/** A page of the panel that the rail and the command palette lead to. */
export interface Place {
  path: string;
  title: Key;
  icon: Icon;
  group: Key;
  page: () => Promise<{ default: Component }>;
}

function place(
  path: string,
  title: Key,
  icon: Icon,
  group: Key,
  page: () => Promise<{ default: Component }>,
): Place {
  return { path, title, icon, group, page };
}

/** In the order of the rail, those of a group together; the first is where the panel begins. */
export const PLACES: Place[] = [
  place(
    "/overview",
    "overview",
    "look",
    "group_running",
    () => import("./overview/OverviewPage.vue"),
  ),
  place("/usage", "usage", "chart", "group_running", () => import("./usage/UsagePage.vue")),
  place("/calls", "calls_list", "chat", "group_running", () => import("./calls/CallsPage.vue")),
  place("/ledger", "ledger", "file", "group_running", () => import("./ledger/LedgerPage.vue")),
  place("/users", "users", "person", "group_people", () => import("./users/UsersPage.vue")),
  place("/codes", "codes", "plus", "group_people", () => import("./codes/CodesPage.vue")),
  place("/models", "models", "chat", "group_models", () => import("./models/ModelsPage.vue")),
  place(
    "/recognitions",
    "recognitions",
    "look",
    "group_product",
    () => import("./recognitions/RecognitionsPage.vue"),
  ),
  place("/files", "files", "file", "group_product", () => import("./files/AllFilesPage.vue")),
  place("/tasks", "tasks", "again", "group_product", () => import("./tasks/AllTasksPage.vue")),
  place("/drugs", "catalogue", "pill", "group_product", () => import("./drugs/DrugsAdminPage.vue")),
  place(
    "/settings",
    "settings",
    "pencil",
    "group_running",
    () => import("./settings/SettingsPage.vue"),
  ),
  place("/system", "system", "machine", "group_running", () => import("./system/SystemPage.vue")),
  place("/audit", "audit", "check", "group_running", () => import("./audit/AuditPage.vue")),
  place("/export", "export", "download", "group_running", () => import("./export/ExportPage.vue")),
];
