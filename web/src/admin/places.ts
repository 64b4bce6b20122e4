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

/** In the order of the rail, those of a group together; the first is where the panel begins. */
export const PLACES: Place[] = [
  {
    path: "/overview",
    title: "overview",
    icon: "look",
    group: "group_running",
    page: () => import("./overview/OverviewPage.vue"),
  },
  {
    path: "/usage",
    title: "usage",
    icon: "chart",
    group: "group_running",
    page: () => import("./usage/UsagePage.vue"),
  },
  {
    path: "/users",
    title: "users",
    icon: "person",
    group: "group_people",
    page: () => import("./users/UsersPage.vue"),
  },
];
