import { shallowRef } from "vue";
import { api, told, type Schemas } from "../api/client";
import { onLeaving } from "../api/session";

export type Heading = Omit<Schemas["Whole"], "messages" | "aigc">;

/** What has changed since lists were read: a list reads its first page again. */
export const changes = shallowRef(0);
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("yz-conversations") : null;

const elsewhere = new Set<(id: string) => void>();

/** Hear of a conversation that was changed in another tab. */
export function onChangedElsewhere(hear: (id: string) => void): void {
  elsewhere.add(hear);
}

/** A conversation has new turns, another title, or is gone: tell every list, in every tab. */
export function changed(id: string | null): void {
  if (!id) return;
  changes.value += 1;
  channel?.postMessage(id);
}

channel?.addEventListener("message", ({ data }: MessageEvent<string>) => {
  changes.value += 1;
  elsewhere.forEach((hear) => hear(data));
});
onLeaving(() => (changes.value += 1));

export async function rename(id: string, title: string): Promise<void> {
  const params = { path: { conversation_id: id } };
  await told(api.PATCH("/api/conversations/{conversation_id}", { params, body: { title } }));
  changed(id);
}

export async function remove(id: string): Promise<void> {
  const params = { path: { conversation_id: id } };
  await told(api.DELETE("/api/conversations/{conversation_id}", { params }));
  changed(id);
}
