import type { components } from "./schema";

type Told = components["schemas"]["Error"]["error"];

/** What went wrong with a call: the API's own words, or `network` and `bad_answer` of ours. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
    readonly param: string | null = null,
    readonly requestId = "",
    /** Seconds until it is worth while to ask again. */
    readonly retryAfter = 0,
    /** What is wrong with the lines of a file. */
    readonly faults: NonNullable<Told["faults"]> = [],
  ) {
    super(message);
  }

  /** Whether nothing was reached: the session, and what was typed, stay. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export async function errorOf(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get("Retry-After")) || 0;
  const id = response.headers.get("X-Request-Id") ?? "";
  try {
    return toldBy(((await response.json()) as { error: Told }).error, response.status, wait);
  } catch {
    return new ApiError("bad_answer", "", response.status, null, id, wait);
  }
}

export function toldBy(told: Told, status: number, retryAfter = 0): ApiError {
  const { code, message, param, request_id, faults } = told;
  return new ApiError(code, message, status, param ?? null, request_id, retryAfter, faults);
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError("network", error instanceof Error ? error.message : String(error));
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
