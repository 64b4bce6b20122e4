import type { paths } from "../api/schema";
import type { Key } from "../i18n/t";

/** What can be done with a file: the order for it, and the files that it takes. */
export type Work =
  "speech" | "compress" | "convert" | "thumbnail" | "watermark" | "transcode" | "audio";

export interface Options {
  format: "jpeg" | "png" | "webp";
  film: "mp4" | "webm";
  mark: string;
  position: Position;
  summary: boolean;
  diarize: boolean;
}

export type Position = "northwest" | "northeast" | "center" | "southwest" | "southeast";
export const POSITIONS: Position[] = ["southeast", "southwest", "northeast", "northwest", "center"];

const PICTURES = "image/jpeg,image/png,image/webp,image/gif";
const FILMS = "video/*";
const OF_PICTURES: Work[] = ["compress", "convert", "thumbnail", "watermark"];
const OF_FILMS: Work[] = ["transcode", "audio"];

/** What this deployment does: films need ffmpeg, speech an engine. */
export function offered(features: Record<string, boolean>): Work[] {
  const films = features["media"] ? OF_FILMS : [];
  return [...(features["speech"] ? (["speech"] as Work[]) : []), ...OF_PICTURES, ...films];
}

/** The types of files that a work takes, for a choice of files. */
export function taken(work: Work, features: Record<string, boolean>): string {
  if (work === "speech") return "audio/*,video/*";
  if (work === "audio") return "audio/*,video/*";
  if (work === "transcode") return FILMS;
  const both = work === "compress" || work === "thumbnail";
  return both && features["media"] ? `${PICTURES},${FILMS}` : PICTURES;
}

export function nameOf(work: Work): Key {
  return `work_${work}`;
}

type Media = NonNullable<paths["/api/media"]["post"]["requestBody"]>["content"]["application/json"];

/** The body of POST /api/media. */
export function order(work: Exclude<Work, "speech">, file: string, of: Options): Media {
  const options = {
    convert: { format: of.format },
    watermark: { text: of.mark.trim(), position: of.position },
    transcode: { format: of.film },
    compress: {},
    thumbnail: {},
    audio: {},
  }[work];
  return { operation: work, file_id: file, options } as Media;
}
