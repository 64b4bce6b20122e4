import { dateTime } from "../i18n/format";
import { t } from "../i18n/t";
import type { Thread } from "./thread";

/** A conversation as a file that people read, or that programs do. */
export function download(thread: Thread, format: "md" | "json"): void {
  const text = format === "md" ? markdown(thread) : json(thread);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([text], { type: format === "md" ? "text/markdown" : "application/json" }),
  );
  link.download = `${(thread.title.value || t("chat"))
    .replace(/[\\/:*?"<>|\s]+/g, " ")
    .trim()
    .slice(0, 60)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function markdown(thread: Thread): string {
  const said = thread.turns.value.map((turn) => {
    const who = turn.role === "user" ? t("you") : t("assistant");
    return `## ${who} · ${dateTime(turn.createdAt)}\n\n${turn.text}\n`;
  });
  return [`# ${thread.title.value}\n`, ...said].join("\n");
}

function json(thread: Thread): string {
  const messages = thread.turns.value.map(({ id, role, text, model, finishReason, createdAt }) => ({
    id,
    role,
    content: text,
    model,
    finish_reason: finishReason,
    created_at: createdAt,
  }));
  const { id, title, persona } = thread;
  return (
    JSON.stringify({ id: id.value, title: title.value, type: persona.value, messages }, null, 2) +
    "\n"
  );
}
