// What went wrong, for the test: the status where an SDK tells it, and all that it says.
export function failure(error) {
  console.error(error);
  const said = [];
  let status = null;
  for (let e = error; e; e = e.cause ?? e.lastError) {
    said.push(`${e.name}: ${e.message} ${e.code ?? ""} ${e.responseBody ?? ""}`);
    status ??= e.status ?? e.statusCode ?? null;
  }
  return { error: { status, said: said.join(" / ") } };
}
