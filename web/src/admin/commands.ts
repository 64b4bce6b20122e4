import type { Router } from "vue-router";
import { api, told } from "../api/client";
import { leave } from "../api/session";
import { setTheme, theme } from "../app/theme";
import { language } from "../i18n/language";
import { choose, t } from "../i18n/t";
import type { Icon } from "../ui/icons";
import { PLACES } from "./places";

export interface Command {
  id: string;
  label: string;
  icon: Icon;
  run: () => unknown;
}

/** What the palette offers without being asked: every page, and what can be done anywhere. */
export function standing(router: Router): Command[] {
  const pages = PLACES.map(({ path, title, icon }) => ({
    id: path,
    label: t(title),
    icon,
    run: () => router.push(path),
  }));
  const isDark = theme.value === "dark";
  return [
    ...pages,
    act("theme", t("theme_change"), "again", () => setTheme(isDark ? "light" : "dark")),
    act("language", t("language_change"), "again", () =>
      choose(language.value === "zh" ? "en" : "zh"),
    ),
    act("chat", t("to_chat"), "chat", () => location.assign("./")),
    act("out", t("log_out"), "out", () => leave()),
  ];
}

/** The call whose id this is; else the users whose e-mail or name has these words. */
export async function search(
  router: Router,
  words: string,
  signal: AbortSignal,
): Promise<Command[]> {
  const call = /[0-9A-Z]{26}$/i.exec(words)?.[0].toUpperCase();
  return call ? [toCall(router, call)] : people(router, words, signal);
}

function toCall(router: Router, id: string): Command {
  return act("call", t("call_named", { id }), "chat", () => router.push(`/calls?call=${id}`));
}

async function people(router: Router, words: string, signal: AbortSignal): Promise<Command[]> {
  const query = { q: words, limit: 5 };
  const page = await told(api.GET("/api/admin/users", { params: { query }, signal }));
  return page.data.map(({ id, email }) =>
    act(`user ${id}`, email, "person", () => router.push(`/users/${id}`)),
  );
}

function act(id: string, label: string, icon: Icon, run: () => unknown): Command {
  return { id, label, icon, run };
}
