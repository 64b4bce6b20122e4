import { computed, shallowRef, watch } from "vue";
import { api, told, type Schemas } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { language } from "../i18n/language";

/** What this deployment is and offers, in the language of the page; asked for once. */
export const info = shallowRef<Schemas["Info"]>();
export const models = shallowRef<Schemas["Card"][]>([]);
export const infoFailure = shallowRef<ApiError>();

export const features = computed<Record<string, boolean>>(() => info.value?.features ?? {});
export const personas = computed(() => info.value?.personas ?? []);

let asked = false;

export function loadInfo(): void {
  if (asked && !infoFailure.value) return;
  asked = true;
  void load();
}

async function load(): Promise<void> {
  infoFailure.value = undefined;
  try {
    const [of, list] = await Promise.all([
      told(api.GET("/api/info")),
      told(api.GET("/api/models")),
    ]);
    [info.value, models.value] = [of, list.data];
  } catch (error) {
    infoFailure.value = asApiError(error);
  }
}

watch(language, () => asked && void load());
