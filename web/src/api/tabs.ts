import type { components } from "./schema";

type User = components["schemas"]["Profile"];

/** What the tabs of one browser tell each other of their session. */
export type News =
  | { kind: "tokens"; token: string; seconds: number; turn: number; user: User }
  /** Somebody logged out: nothing of theirs stays in any tab. */
  | { kind: "ended" }
  /** A refresh was refused: log in again, over what is there. */
  | { kind: "expired"; turn: number }
  | { kind: "wanted" };

const LISTENING = 60; // milliseconds for other tabs to answer

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("yz-auth") : null;
const waiting = new Set<() => void>();

export function tell(said: News): void {
  channel?.postMessage(said);
}

export function listen(hear: (said: News) => void): void {
  channel?.addEventListener("message", ({ data }: MessageEvent<News>) => {
    hear(data);
    waiting.forEach((look) => look());
  });
}

/** Whether it is so within a moment, as other tabs tell. */
export function told(isSo: () => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (so: boolean) => {
      waiting.delete(look);
      clearTimeout(timer);
      resolve(so);
    };
    const look = () => isSo() && done(true);
    const timer = setTimeout(() => done(isSo()), LISTENING);
    waiting.add(look);
    look();
  });
}
