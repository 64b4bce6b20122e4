import { nextTick, watch } from "vue";
import { createRouter, createWebHashHistory, type RouteRecordRaw } from "vue-router";
import { isSignedIn, isUnsure } from "./api/session";
import { language } from "./i18n/language";
import { t, type Key } from "./i18n/t";

declare module "vue-router" {
  interface RouteMeta {
    title: Key;
    needsUser?: boolean;
    /** A card that one goes through to get in: nothing stands at its side. */
    isEntry?: boolean;
  }
}

const chat = () => import("./chat/ChatPage.vue");

/** Fetch what is most likely shown first while it is still asked who is here. */
export function fetchAhead(): void {
  if (/^(#\/?(c\/.*)?)?$/.test(location.hash)) void chat().catch(() => undefined);
}

const routes: RouteRecordRaw[] = [
  { path: "/", component: chat, meta: { title: "chat" } },
  { path: "/c/:id", component: chat, meta: { title: "chat", needsUser: true } },
  {
    path: "/login",
    component: () => import("./account/LoginPage.vue"),
    meta: { title: "log_in", isEntry: true },
  },
  {
    path: "/register",
    component: () => import("./account/RegisterPage.vue"),
    meta: { title: "register", isEntry: true },
  },
  {
    path: "/forgot",
    component: () => import("./account/ForgotPage.vue"),
    meta: { title: "forgot_title", isEntry: true },
  },
  {
    path: "/reset",
    component: () => import("./account/ResetPage.vue"),
    meta: { title: "reset_title", isEntry: true },
  },
  {
    path: "/confirm",
    component: () => import("./account/ConfirmPage.vue"),
    meta: { title: "confirm_title", isEntry: true },
  },
  {
    path: "/recognize",
    component: () => import("./recognize/RecognizePage.vue"),
    meta: { title: "recognize", needsUser: true },
  },
  { path: "/drugs", component: () => import("./drugs/DrugsPage.vue"), meta: { title: "drugs" } },
  {
    path: "/files",
    component: () => import("./files/FilesPage.vue"),
    meta: { title: "files", needsUser: true },
  },
  {
    path: "/create",
    component: () => import("./create/CreatePage.vue"),
    meta: { title: "create", needsUser: true },
  },
  {
    path: "/tasks",
    component: () => import("./tasks/TasksPage.vue"),
    meta: { title: "tasks", needsUser: true },
  },
  {
    path: "/usage",
    component: () => import("./usage/UsagePage.vue"),
    meta: { title: "usage", needsUser: true },
  },
  {
    path: "/account",
    component: () => import("./account/AccountPage.vue"),
    meta: { title: "account", needsUser: true },
  },
  {
    path: "/:rest(.*)",
    component: () => import("./app/NotFoundPage.vue"),
    meta: { title: "not_found" },
  },
];

export const router = createRouter({ history: createWebHashHistory(), routes });

router.beforeEach((to) => {
  if (to.meta.needsUser && !isSignedIn.value && !isUnsure.value) {
    return { path: "/login", query: { to: to.fullPath } };
  }
  return true;
});

router.afterEach(async (to, from) => {
  name();
  if (to.path === from.path || !from.matched.length) return;
  await nextTick();
  if (document.activeElement?.matches("textarea, input")) return; // somebody writes, or is asked to
  document.querySelector<HTMLElement>("h1")?.focus();
});

watch(language, name, { flush: "post" });

function name(): void {
  const { title } = router.currentRoute.value.meta;
  document.title = title ? `${t(title)} · ${t("brand")}` : t("brand");
}
