import type { Schemas } from "../api/client";

type Task = Schemas["Task"];

/** A file that a task has made. */
export interface MadeFile {
  id: string;
  label: string;
  /** How it can be shown; other files are opened. */
  shown: "picture" | "film" | "sound" | null;
}

interface Told {
  file_id?: string;
  content_type?: string;
}

/** What a result says in words, whatever its kind. */
export function textOf({ result }: Task): string {
  const text = (result as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "";
}

/** The files of a result: by format of a transcript, one after the other of all else. */
export function filesOf({ result }: Task): MadeFile[] {
  const { files, images } = (result ?? {}) as { files?: unknown; images?: unknown };
  const listed = Array.isArray(images) ? images : files;
  if (Array.isArray(listed)) return listed.flatMap(made);
  if (typeof listed !== "object" || listed === null) return [];
  const named = Object.entries(listed) as [string, unknown][];
  return named.flatMap(([label, id]) =>
    typeof id === "string" && id ? [{ id, label: label.toUpperCase(), shown: null }] : [],
  );
}

function made(file: Told): MadeFile[] {
  const { file_id: id, content_type: type } = file;
  return id ? [{ id, label: type ?? id, shown: shownAs(type ?? "") }] : [];
}

function shownAs(type: string): MadeFile["shown"] {
  if (/^image\/(jpeg|png|webp|gif)$/.test(type)) return "picture";
  if (type.startsWith("video/")) return "film";
  return type.startsWith("audio/") ? "sound" : null;
}

/** The reasons why some of what was ordered is missing. */
export function missingOf({ result }: Task): string[] {
  const failed = (result as { failed?: { message?: string }[] } | null)?.failed;
  return Array.isArray(failed) ? failed.flatMap(({ message }) => message ?? []) : [];
}
