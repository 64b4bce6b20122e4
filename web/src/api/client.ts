import createClient from "openapi-fetch";
import { language } from "../i18n/language";
import { onceMore } from "./again";
import { apiAddress } from "./config";
import { ApiError, asApiError, errorOf } from "./errors";
import type { components, paths } from "./schema";
import * as session from "./session";

export type Schemas = components["schemas"];

/** The API by its own types; every call goes through `send`. */
export const api = createClient<paths>({ baseUrl: "https://api.invalid", fetch: (r) => send(r) });

const RENEWABLE = new Set(["invalid_token", "token_expired", "unauthorized"]);

/** With who is calling and in which language; one 401, one refresh, one repeat. */
export async function send(request: Request): Promise<Response> {
  const token = await session.accessToken();
  const answer = await attempt(request.clone(), token);
  if (answer.status !== 401 || !session.isSignedIn.value || !(await isRenewable(answer))) {
    return answer;
  }
  const renewed = await session.refreshed(token);
  return renewed ? attempt(request, renewed) : answer;
}

async function attempt(request: Request, token: string | null): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set("Accept-Language", language.value);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const { pathname, search } = new URL(request.url);
  const { method, signal } = request;
  const body = method === "GET" || method === "HEAD" ? undefined : await request.blob();
  const call = async () =>
    fetch((await apiAddress()) + pathname + search, { method, headers, signal, body });
  return body ? call() : call().catch((error: unknown) => onceMore(error, call));
}

async function isRenewable(answer: Response): Promise<boolean> {
  return RENEWABLE.has((await errorOf(answer.clone())).code);
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What a call of `api` answers; ApiError when it was refused or did not arrive. */
export async function told<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (error) {
    if (error instanceof DOMException) throw error;
    throw error instanceof SyntaxError ? new ApiError("bad_answer", "") : asApiError(error);
  }
  if (outcome.response.ok) return outcome.data as T;
  throw refusal(outcome);
}

function refusal({ error, response }: Outcome<unknown>): ApiError {
  const wait = Number(response.headers.get("Retry-After")) || 0;
  const id = response.headers.get("X-Request-Id") ?? "";
  const given = (error as { error?: Schemas["Error"]["error"] } | undefined)?.error;
  if (typeof given?.code !== "string") {
    return new ApiError("bad_answer", "", response.status, null, id, wait);
  }
  return new ApiError(given.code, given.message, response.status, given.param, id, wait);
}

/** A key by which a repeated call is known as the same. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A path below `/api`, by hand: for streams and forms. */
export function request(method: string, path: string, init: RequestInit = {}): Request {
  return new Request(`https://api.invalid${path}`, { method, ...init });
}
