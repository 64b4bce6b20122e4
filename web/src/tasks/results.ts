import type { Schemas } from "../api/client";

type Task = Schemas["Task"];

/** A file that a task has made. */
export interface MadeFile {
  id: string;
  label: string;
}

/** What a result says in words, whatever its kind. */
export function textOf({ result }: Task): string {
  const text = (result as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "";
}

/** The files of a result: by format of a transcript, one after the other of media. */
export function filesOf({ result }: Task): MadeFile[] {
  const files = (result as { files?: unknown } | null)?.files;
  if (Array.isArray(files)) return files.flatMap(made);
  if (typeof files !== "object" || files === null) return [];
  const named = Object.entries(files) as [string, unknown][];
  return named.flatMap(([label, id]) =>
    typeof id === "string" && id ? [{ id, label: label.toUpperCase() }] : [],
  );
}

function made(file: unknown): MadeFile[] {
  const { file_id: id, content_type: type } = file as { file_id?: string; content_type?: string };
  return id ? [{ id, label: type ?? id }] : [];
}
