/** Where the API is: beside the page, or where `config.json` says. */
let asked: Promise<string> | undefined;

export function apiAddress(): Promise<string> {
  return (asked ??= read());
}

async function read(): Promise<string> {
  try {
    const answer = await fetch("./config.json", { cache: "no-cache" });
    const given = (await answer.json()) as { api?: unknown };
    return typeof given.api === "string" ? given.api.replace(/\/+$/, "") : "";
  } catch {
    return "";
  }
}
