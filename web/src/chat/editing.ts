import { reactive, type Ref } from "vue";
import type { Turn } from "./turns";

interface Editing {
  /** The turns that are being edited, by their keys. */
  edited: ReadonlySet<number>;
  edit: (turn: Turn, isEdited: boolean) => void;
  editLast: () => void;
}

/** The questions of a conversation that are being written anew, each where it stands. */
export function useEditing(turns: Readonly<Ref<readonly Turn[]>>, write: () => void): Editing {
  const edited = reactive(new Set<number>());

  function edit({ key }: Turn, isEdited: boolean): void {
    if (isEdited) edited.add(key);
    else if (edited.delete(key) && matchMedia("(pointer: fine)").matches) write();
  }

  function editLast(): void {
    const last = turns.value.findLast((each) => each.role === "user");
    if (last) edit(last, true);
  }

  return { edited, edit, editLast };
}
