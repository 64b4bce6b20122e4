import { onMounted } from "vue";
import { api, told, type Schemas } from "../api/client";
import { ApiError } from "../api/errors";
import { useCursorList, type CursorList } from "../ui/list";
import { askRepeatedly, goesOn } from "./watch";

export type Heading = Schemas["TasksListingHeading"];
export interface Wanted {
  kind?: string;
  from?: string;
  to?: string;
  tz?: string;
}

/** Tasks of one's own, the newest first; those that go on are asked after while they are looked at. */
export function useTasks(wanted: () => Wanted): {
  list: CursorList<Heading>;
  replace: (task: Heading) => void;
} {
  const list = useCursorList<Heading>((cursor, signal) =>
    told(api.GET("/api/tasks", { params: { query: { ...wanted(), cursor } }, signal })),
  );
  const { items, restart } = list;

  function replace(task: Heading): void {
    items.value = items.value.map((each) => (each.id === task.id ? task : each));
  }

  /** How far they are: the newest by one call, older ones that still go on by their ids. */
  async function look(): Promise<void> {
    const { data } = await told(api.GET("/api/tasks", { params: { query: wanted() } }));
    const known = new Set(data.map((each) => each.id));
    data.forEach(replace);
    for (const { id } of items.value.filter((each) => goesOn(each) && !known.has(each.id))) {
      await lookAt(id);
    }
  }

  /** One that is there no longer stands nowhere, and holds up none of the others. */
  async function lookAt(id: string): Promise<void> {
    try {
      replace(await told(api.GET("/api/tasks/{task_id}", { params: { path: { task_id: id } } })));
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
      items.value = items.value.filter((each) => each.id !== id);
    }
  }

  onMounted(restart);
  askRepeatedly(() => items.value.some(goesOn), look);
  return { list, replace };
}
