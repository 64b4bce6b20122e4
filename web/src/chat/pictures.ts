import { t } from "../i18n/t";

const TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const LONGEST_SIDE = 1600; // pixels: more is not seen by the models
const LARGEST = 20_000_000; // bytes that are read
export const MOST = 4; // pictures of a message

/** A picture as a data URL small enough to be sent; Error with a sentence for who attached it. */
export async function dataUrl(file: File): Promise<string> {
  if (!TYPES.includes(file.type)) throw new Error(t("picture_type"));
  if (file.size > LARGEST) throw new Error(t("picture_large"));
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(t("picture_broken"));
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [
    Math.round(bitmap.width * scale),
    Math.round(bitmap.height * scale),
  ];
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL("image/jpeg", 0.82);
}

/** The pictures of a paste or drop, unless it has text: office programs send both. */
export function picturesOf(data: DataTransfer | null): File[] {
  if (!data || data.getData("text/plain")) return [];
  return [...data.files].filter((file) => file.type.startsWith("image/"));
}
