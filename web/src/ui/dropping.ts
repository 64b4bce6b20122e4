import { onScopeDispose, readonly, ref, type Ref } from "vue";

type Take = (files: File[]) => void;

const takers: Take[] = [];
const isOver = ref(false);

/** Files that are dropped anywhere on a page go to it, as long as its scope lasts; whether some are
 * held over it now. */
export function useDrop(take: Take): Readonly<Ref<boolean>> {
  takers.push(take);
  onScopeDispose(() => takers.splice(takers.indexOf(take), 1));
  return readonly(isOver);
}

/** The files of a paste or drop, unless it has text: office programs send both. */
export function filesOf(data: DataTransfer | null): File[] {
  return data && !data.getData("text/plain") ? [...data.files] : [];
}

/** A browser shows what is dropped in the place of the page, and all that was attached is lost: only
 * text goes where it is dropped, into a field. */
export function guardDrops(): void {
  addEventListener("dragover", over);
  addEventListener("drop", drop);
  addEventListener("dragleave", (event) => event.relatedTarget || (isOver.value = false));
}

function over(event: DragEvent): void {
  if (event.defaultPrevented || isOfField(event)) return;
  event.preventDefault();
  isOver.value = takers.length > 0 && hasFiles(event);
  if (event.dataTransfer && !isOver.value) event.dataTransfer.dropEffect = "none";
}

function drop(event: DragEvent): void {
  isOver.value = false;
  if (event.defaultPrevented || isOfField(event)) return;
  event.preventDefault();
  const files = filesOf(event.dataTransfer);
  if (files.length) takers.at(-1)?.(files);
}

function isOfField(event: DragEvent): boolean {
  const isField = (event.target as Element).closest?.("input, textarea, select");
  return Boolean(isField) && !hasFiles(event);
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  return types.includes("Files") && !types.includes("text/plain");
}
