import { computed, onMounted, shallowRef, watch } from "vue";
import { api, told, type Schemas } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import { language } from "../../i18n/language";

export type Setting = Schemas["Setting"];
export interface Words {
  zh: string;
  en: string;
}
export interface Rate {
  hits: number;
  seconds: number;
}

async function read(): Promise<Setting[]> {
  return (await told(api.GET("/api/admin/settings"))).data;
}

/** All policies; `put` refuses with `stale` when somebody else has changed one since it was read,
 * unless that is meant. */
export function useSettings() {
  const settings = shallowRef<Setting[]>();
  const failure = shallowRef<ApiError>();

  async function load(): Promise<void> {
    failure.value = undefined;
    try {
      settings.value = await read();
    } catch (error) {
      failure.value = asApiError(error);
    }
  }

  async function put(known: Setting, value: unknown, isMeant: boolean): Promise<"done" | "stale"> {
    if (!isMeant) {
      const now = (await read()).find(({ key }) => key === known.key);
      if (JSON.stringify(now?.value) !== JSON.stringify(known.value)) {
        replace(now!);
        return "stale";
      }
    }
    const params = { path: { key: known.key } };
    replace(await told(api.PUT("/api/admin/settings/{key}", { params, body: { value } })));
    return "done";
  }

  function replace(one: Setting): void {
    settings.value = settings.value?.map((each) => (each.key === one.key ? one : each));
  }

  onMounted(load);
  watch(language, load);
  return { settings, failure, load, put, count: computed(() => settings.value?.length ?? 0) };
}

/** Names that a setting's schema allows as keys, where it lists them. */
export function namesOf(setting: Setting): string[] {
  const schema = setting.schema as { propertyNames?: { pattern?: string } };
  return /^\^\(([\w|]+)\)\$/.exec(schema.propertyNames?.pattern ?? "")?.[1]?.split("|") ?? [];
}

/** The bounds of a number. */
export function boundsOf(setting: Setting): { least: number; most: number } {
  const schema = setting.schema as { minimum?: number; maximum?: number };
  return { least: schema.minimum ?? 0, most: schema.maximum ?? Number.MAX_SAFE_INTEGER };
}
