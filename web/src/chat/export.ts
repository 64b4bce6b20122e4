import { api, told, type Schemas } from "../api/client";
import { dateTime } from "../i18n/format";
import { t } from "../i18n/t";
import type { Thread } from "./thread";

/** A conversation as a file that people read, or that programs do. */
export async function download(thread: Thread, format: "md" | "json"): Promise<void> {
  const label = await labelOf(thread);
  const text = format === "md" ? markdown(thread, label) : json(thread, label);
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

type Label = Schemas["Aigc"];

/** The label of a conversation that is kept: GB 45438-2025 has it in what is saved of it. */
async function labelOf(thread: Thread): Promise<Label | null> {
  if (!thread.id.value) return null;
  const params = { path: { conversation_id: thread.id.value } };
  const found = await told(api.GET("/api/conversations/{conversation_id}", { params }));
  return found.aigc ?? null;
}

function frontMatter(label: Label | null): string {
  if (!label) return "";
  const fields = Object.entries(label).map(([name, told]) => `  ${name}: ${JSON.stringify(told)}`);
  return ["---", "AIGC:", ...fields, "---", "", ""].join("\n");
}

export function markdown(thread: Thread, label: Label | null = null): string {
  const said = thread.turns.value.map((turn) => {
    const who = turn.role === "user" ? t("you") : t("assistant");
    return `## ${who} · ${dateTime(turn.createdAt)}\n\n${turn.text}\n`;
  });
  const head = `# ${thread.title.value}\n\n> ${t("generated")}\n`;
  return frontMatter(label) + [head, ...said].join("\n");
}

function json(thread: Thread, label: Label | null): string {
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
    JSON.stringify(
      { id: id.value, title: title.value, type: persona.value, messages, aigc: label },
      null,
      2,
    ) + "\n"
  );
}
