import { createApp } from "vue";
import * as session from "../api/session";
import { begun, reloadOnLostPage } from "../app/lost_chunk";
import { language } from "../i18n/language";
import { speak, speakAlso } from "../i18n/t";
import { guardDrops } from "../ui/dropping";
import "../ui/tokens.css";
import "../ui/base.css";
import "./panel.css";
import PanelShell from "./PanelShell.vue";
import { router } from "./router";

speakAlso({
  zh: async () => (await import("../i18n/zh_admin")).zhAdmin,
  en: async () => (await import("../i18n/en_admin")).enAdmin,
});
guardDrops();
reloadOnLostPage(router);
void begun(start);

async function start(): Promise<void> {
  await Promise.all([speak(language.value), session.begin()]);
  const app = createApp(PanelShell);
  app.use(router);
  await router.isReady().catch(() => undefined);
  app.mount("#app");
}
