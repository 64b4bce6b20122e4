import { computed, shallowRef } from "vue";
import { onceMore } from "./again";
import { apiAddress } from "./config";
import { ApiError, asApiError, errorOf } from "./errors";
import { language } from "../i18n/language";
import type { components } from "./schema";
import { listen, tell, told } from "./tabs";
import * as vault from "./vault";

export type User = components["schemas"]["Profile"];
export type Tokens = components["schemas"]["AccountsSessionsTokens"];

interface Access {
  token: string;
  /** By `performance.now()`: the clock of this machine may be wrong. */
  until: number;
  /** When it is refused; another is asked for before, from `until` on. */
  end: number;
  turn: number;
}

const LOCK = "yz-refresh";
const EARLY = 0.2; // of a token's life, before its end
const REPEATED = 5_000; // milliseconds in which a lost answer is asked for again: the server has it for 10 s
const PATIENCE = 30_000; // milliseconds: a dead line holds up every tab

let access: Access | null = null;
let rotating: Promise<string | null> | null = null;
/** Grows when somebody enters or leaves: what was asked for before is nobody's. */
let era = 0;

export const user = shallowRef<User | null>(null);
export const isSignedIn = computed(() => user.value !== null);
/** The session ended while the page was open: it asks to log in again, over what is there. */
export const hasEnded = shallowRef(false);
/** There is a session, but the server could not be reached to open it. */
export const isUnsure = shallowRef(false);
/** What must be forgotten when somebody leaves: drafts, conversations, lists. */
const leaving = new Set<() => void>();

export function onLeaving(forget: () => void): void {
  leaving.add(forget);
}

/** Find out who is here: by another tab, or by the refresh token; offline, nobody yet. */
export async function begin(): Promise<void> {
  if (!(await vault.read().catch(() => null))) return;
  tell({ kind: "wanted" });
  await told(() => access !== null);
  if (!access) await refreshed(null).catch(() => (isUnsure.value = true));
}

/** Tokens of a registration or log-in. */
export async function enter(tokens: Tokens): Promise<void> {
  const mine = (era += 1);
  const kept = await vault.read().catch(() => null);
  await adopt(tokens, (kept?.turn ?? 0) + 1, mine);
  hasEnded.value = false;
}

/** Log out here and in every tab; the server is told, but not waited for. */
export async function leave(everywhere = false): Promise<void> {
  const [kept, token] = [await vault.read().catch(() => null), access?.token];
  const body = { refresh_token: kept?.refreshToken ?? null, all: everywhere };
  const headers = token ? { Authorization: `Bearer ${token}` } : undefined;
  const answer = post("/api/auth/logout", body, headers);
  if (everywhere) await answer.then(succeeded);
  forget();
  await vault.write(null).catch(() => undefined);
  tell({ kind: "ended" });
}

/** Who is here has changed: their name, their credits. */
export function know(changed: Partial<User>): void {
  if (user.value) user.value = { ...user.value, ...changed };
}

/** A token that is good for a while yet; null of who is not signed in. */
export async function accessToken(): Promise<string | null> {
  if (access && performance.now() < access.until) return access.token;
  if (!user.value && !isUnsure.value) return null;
  return refreshed(access?.token ?? null).catch((error: unknown) => {
    if (access && performance.now() < access.end) return access.token; // it holds for a while yet
    throw error;
  });
}

/** A new token in place of one that was refused: one call for all who ask at once. */
export function refreshed(refused: string | null): Promise<string | null> {
  const other = otherThan(refused);
  if (other) return Promise.resolve(other);
  return (rotating ??= alone(() => rotate(refused)).finally(() => (rotating = null)));
}

function otherThan(refused: string | null): string | null {
  const isGood = access && access.token !== refused && performance.now() < access.until;
  return isGood ? access!.token : null;
}

async function rotate(refused: string | null): Promise<string | null> {
  const kept = await vault.read();
  if (!kept) return ended();
  const other = otherThan(refused);
  if (other && access?.turn === kept.turn) return other; // another tab told while this one waited
  if (access && kept.turn > access.turn && (await told(() => access?.turn === kept.turn))) {
    return access.token; // another tab was first, and tells us only now
  }
  const mine = era;
  const answer = await renewal(kept.refreshToken);
  if (answer.ok) return adopt((await answer.json()) as Tokens, kept.turn + 1, mine);
  const error = await errorOf(answer);
  if (error.status !== 401 && error.code !== "account_disabled") throw error;
  const now = await vault.read();
  if (now && now.refreshToken !== kept.refreshToken) return rotate(refused);
  await vault.drop(kept.refreshToken);
  tell({ kind: "expired", turn: kept.turn });
  return ended();
}

/** A lost answer is asked for again at once: later its token counts as stolen. */
async function renewal(refreshToken: string): Promise<Response> {
  const begun = performance.now();
  const ask = () => post("/api/auth/refresh", { refresh_token: refreshToken }, {}, PATIENCE);
  return ask().catch((error: unknown) => {
    if (performance.now() - begun > REPEATED) throw error;
    return onceMore(error, ask);
  });
}

/** Who has left since it was asked for stays away, and the new session is ended too. */
async function adopt(tokens: Tokens, turn: number, asked: number): Promise<string | null> {
  const { access_token: token, refresh_token: refreshToken, expires_in: seconds } = tokens;
  if (asked === era) await vault.write({ refreshToken, userId: tokens.user.id, turn });
  if (asked !== era) {
    await vault.drop(refreshToken);
    post("/api/auth/logout", { refresh_token: refreshToken }).catch(() => undefined);
    return null;
  }
  take(token, seconds, turn, tokens.user);
  tell({ kind: "tokens", token, seconds, turn, user: tokens.user });
  return token;
}

function take(token: string, seconds: number, turn: number, who: User): void {
  const before = user.value?.id;
  const life = seconds * 1000;
  const now = performance.now();
  access = { token, until: now + life * (1 - EARLY), end: now + life, turn };
  user.value = who;
  hasEnded.value = isUnsure.value = false;
  if (before && before !== who.id) leaving.forEach((forget) => forget());
}

function ended(): null {
  access = null;
  isUnsure.value = false;
  if (user.value) hasEnded.value = true;
  return null;
}

function forget(): void {
  era += 1;
  access = null;
  user.value = null;
  hasEnded.value = isUnsure.value = false;
  leaving.forEach((each) => each());
}

function alone<T>(work: () => Promise<T>): Promise<T> {
  // Over plain http there are no locks; the server's reuse interval has to do then.
  return navigator.locks ? (navigator.locks.request(LOCK, work) as Promise<T>) : work();
}

listen((said) => {
  if (said.kind === "wanted") answerOthers();
  else if (said.kind === "ended") leftElsewhere();
  else if (said.kind === "expired") expiredElsewhere(said.turn);
  else take(said.token, said.seconds, said.turn, said.user);
});

function answerOthers(): void {
  if (!access || !user.value || performance.now() >= access.until) return;
  const seconds = Math.floor((access.until - performance.now()) / 1000);
  tell({ kind: "tokens", token: access.token, seconds, turn: access.turn, user: user.value });
}

function leftElsewhere(): void {
  if (user.value) forget();
}

function expiredElsewhere(turn: number): void {
  if (!access || access.turn <= turn) ended();
}

async function post(
  path: string,
  body: object,
  headers?: HeadersInit,
  patience?: number,
): Promise<Response> {
  try {
    return await fetch((await apiAddress()) + path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": language.value,
        ...headers,
      },
      body: JSON.stringify(body),
      keepalive: true,
      signal: patience ? AbortSignal.timeout(patience) : null,
    });
  } catch (error) {
    throw asApiError(error);
  }
}

async function succeeded(answer: Response): Promise<void> {
  if (!answer.ok) throw (await errorOf(answer)) satisfies ApiError;
}
