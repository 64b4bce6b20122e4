import { createApp } from "vue";
import AppShell from "./app/AppShell.vue";
import * as session from "./api/session";
import { begun, reloadOnLostPage } from "./app/lost_chunk";
import { language } from "./i18n/language";
import { speak } from "./i18n/t";
import { fetchAhead, router } from "./router";
import { guardDrops } from "./ui/dropping";
import "./ui/tokens.css";
import "./ui/base.css";

guardDrops();
reloadOnLostPage(router);
void begun(start);

async function start(): Promise<void> {
  fetchAhead();
  await Promise.all([speak(language.value), session.begin()]);
  const app = createApp(AppShell);
  app.use(router);
  await router.isReady().catch(() => undefined); // until then a router hears of no other address
  app.mount("#app");
}
