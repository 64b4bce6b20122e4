import type { files as zh } from "../zh/files";
import type { Sentences } from "../t";

export const files: Sentences<typeof zh> = {
  upload: "Upload",
  uploading: "Uploading {name}",
  file_pending: "not complete",
  no_files: "No files yet.",
  delete_file_sure: "The file will be gone for good.",
  storage_used: "{n} file, {size}{most}|{n} files, {size}{most}",
  of_most: " of {most}",
};
