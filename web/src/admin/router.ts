import { nextTick, watch } from "vue";
import { createRouter, createWebHashHistory, type RouteRecordRaw } from "vue-router";
import { isSignedIn, isUnsure } from "../api/session";
import { language } from "../i18n/language";
import { t } from "../i18n/t";
import { PLACES } from "./places";

const routes: RouteRecordRaw[] = [
  { path: "/", redirect: PLACES[0]!.path },
  { path: "/login", component: () => import("./PanelLogin.vue"), meta: { title: "log_in" } },
  ...PLACES.map(({ path, title, page }) => ({ path, component: page, meta: { title } })),
  {
    path: "/users/:id",
    component: () => import("./users/UserPage.vue"),
    meta: { title: "users" },
  },
  {
    path: "/:rest(.*)",
    component: () => import("../app/NotFoundPage.vue"),
    meta: { title: "not_found" },
  },
];

export const router = createRouter({ history: createWebHashHistory(), routes });

router.beforeEach((to) => {
  if (to.path !== "/login" && !isSignedIn.value && !isUnsure.value) {
    return { path: "/login", query: { to: to.fullPath } };
  }
  return true;
});

router.afterEach(async (to, from) => {
  name();
  if (to.path === from.path || !from.matched.length) return;
  await nextTick();
  document.querySelector<HTMLElement>("h1")?.focus();
});

watch(language, name, { flush: "post" });

function name(): void {
  const { title } = router.currentRoute.value.meta;
  document.title = [title && t(title), t("panel"), t("brand")].filter(Boolean).join(" · ");
}
