import { t } from "../i18n/t";

export const TYPES = "image/jpeg,image/png,image/webp,image/gif";
const LONGEST_SIDE = 1600; // pixels: more is not seen by the models
const LARGEST = 20_000_000; // bytes that are read
export const MOST = 4; // pictures of a message

/** A picture as a data URL small enough to be sent; Error with a sentence for who attached it. */
export async function dataUrl(file: File): Promise<string> {
  if (!TYPES.split(",").includes(file.type)) throw new Error(t("picture_type"));
  if (file.size > LARGEST) throw new Error(t("picture_large"));
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(t("picture_broken"));
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paper = canvas.getContext("2d")!;
  paper.fillStyle = "#fff"; // a JPEG is black where a picture is transparent
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL("image/jpeg", 0.82);
}
