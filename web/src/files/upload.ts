import { api, told, type Schemas } from "../api/client";
import { reachable } from "../api/addresses";
import { ApiError, toldBy } from "../api/errors";

/** Announce a file and send it where the answer says, to OSS or to this host; AbortError when that is
 * given up. */
export async function upload(
  file: File,
  onSent: (share: number) => void,
  signal?: AbortSignal,
): Promise<Schemas["FilesLibraryShown"]> {
  const body = {
    filename: file.name,
    content_type: file.type || "application/octet-stream",
    size: file.size,
  };
  const begun = await told(api.POST("/api/files", { body, signal }));
  await sent(begun.upload, file, onSent, signal);
  const path = { file_id: begun.file.id };
  return told(api.GET("/api/files/{file_id}", { params: { path } })); // which looks whether it is there
}

async function sent(
  to: Schemas["Sending"],
  file: File,
  onSent: (share: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const address = await reachable(to.url);
  signal?.throwIfAborted();
  const call = new XMLHttpRequest(); // fetch tells nothing of how far an upload has come
  await new Promise<void>((resolve, reject) => {
    call.open(to.method, address);
    for (const [name, value] of Object.entries(to.headers)) call.setRequestHeader(name, value);
    call.upload.onprogress = ({ loaded, total }) => onSent(total ? loaded / total : 0);
    call.onload = () => (call.status < 300 ? resolve() : reject(refusal(call)));
    call.onerror = () => reject(new ApiError("network", ""));
    call.onabort = () => reject(new DOMException("", "AbortError"));
    signal?.addEventListener("abort", () => call.abort());
    call.send(content(to, file));
  });
}

function content(to: Schemas["Sending"], file: File): FormData | File {
  if (to.method !== "POST") return file;
  const form = new FormData();
  for (const [name, value] of Object.entries(to.fields)) form.append(name, value);
  form.append("file", file);
  return form;
}

function refusal(call: XMLHttpRequest): ApiError {
  try {
    return toldBy((JSON.parse(call.responseText) as Schemas["Error"]).error, call.status);
  } catch {
    return new ApiError("bad_answer", "", call.status);
  }
}
