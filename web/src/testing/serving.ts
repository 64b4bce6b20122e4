// The API of a test of components: what it answers by method and path, and what it was asked.
import { vi } from "vitest";

export interface Heard {
  call: string;
  query: Record<string, string>;
  body: unknown;
  headers: Headers;
}

/** By method and path, as `GET /api/admin/users`: what is answered, or what makes the answer. A list
 * is said one after the other, its last for ever. What is no response is sent as JSON, and nothing
 * as 204. */
export type Answers = Record<string, unknown>;

/** A server for tests of components: what it was asked, in order. */
export function serve(answers: Answers): Heard[] {
  const heard: Heard[] = [];
  const left = new Map(
    Object.entries(answers).map(([call, said]) => [call, Array.isArray(said) ? [...said] : [said]]),
  );
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    if (String(address).includes("config.json")) return Response.json({ api: "" });
    const asked = await hear(address, init);
    heard.push(asked);
    const said = left.get(asked.call);
    if (!said) throw new Error(`nothing answers ${asked.call}`);
    return answer(said.length > 1 ? said.shift() : said[0], asked);
  });
  return heard;
}

async function hear(address: string, init: RequestInit): Promise<Heard> {
  const { pathname, searchParams } = new URL(address, "https://x.invalid");
  const text = init.body ? await new Response(init.body).text() : "";
  return {
    call: `${init.method ?? "GET"} ${pathname}`,
    query: Object.fromEntries(searchParams),
    body: text ? (JSON.parse(text) as unknown) : undefined,
    headers: new Headers(init.headers),
  };
}

async function answer(said: unknown, asked: Heard): Promise<Response> {
  const made: unknown = typeof said === "function" ? await said(asked) : said;
  if (made instanceof Response) return made.clone();
  return made === undefined ? new Response(null, { status: 204 }) : Response.json(made);
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
