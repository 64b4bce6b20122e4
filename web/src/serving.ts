import { vi } from "vitest";

/** What a test's server says to a method and a path; a list is said one after the other, its last
 * for ever. */
export type Said = Response | (() => Response | Promise<Response>);

export interface Heard {
  call: string;
  query: URLSearchParams;
  body: unknown;
  headers: Headers;
}

/** A server for tests of components: what it was asked, in order. */
export function serve(answers: Record<string, Said | Said[]>): Heard[] {
  const heard: Heard[] = [];
  const left = Object.fromEntries(
    Object.entries(answers).map(([call, said]) => [call, Array.isArray(said) ? [...said] : [said]]),
  );
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    if (path.includes("config.json")) return Response.json({ api: "" });
    const { pathname, searchParams: query } = new URL(path, "https://x.invalid");
    const call = `${init.method ?? "GET"} ${pathname}`;
    const text = init.body ? await new Response(init.body).text() : "";
    const body: unknown = text ? JSON.parse(text) : undefined;
    heard.push({ call, query, body, headers: new Headers(init.headers) });
    const said = left[call];
    if (!said) throw new Error(`nothing answers ${call}`);
    const next = said.length > 1 ? said.shift()! : said[0]!;
    return next instanceof Response ? next.clone() : next();
  });
  return heard;
}

export function refusal(
  status: number,
  code: string,
  more: { param?: string; headers?: HeadersInit } = {},
): Response {
  const error = { code, message: `${code} told`, param: more.param ?? null, request_id: "1" };
  return Response.json({ error }, { status, ...(more.headers && { headers: more.headers }) });
}

/** Nothing is reached. */
export const unreachable = (): Promise<Response> =>
  Promise.reject(new TypeError("Failed to fetch"));

export const person = {
  id: "1",
  email: "mei@b.cn",
  name: "小梅",
  role: "user",
  credits: 0,
  created_at: "2026-11-01T00:00:00Z",
  confirmed: true,
  second_factor: false,
};

export function tokens(of: Partial<typeof person> = {}, turn = 1): Response {
  return Response.json(given(of, turn));
}

export function given(of: Partial<typeof person> = {}, turn = 1) {
  return {
    user: { ...person, ...of },
    access_token: `access-${turn}`,
    refresh_token: `refresh-${turn}`,
    token_type: "Bearer" as const,
    expires_in: 3600,
  };
}
