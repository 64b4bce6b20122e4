import { computed, shallowRef, watch, type ShallowRef } from "vue";
import { api, told, type Schemas } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { language } from "../i18n/language";

/** What this deployment is and offers, in the language of the page. */
export const info = shallowRef<Schemas["Info"]>();
export const models = shallowRef<Schemas["Card"][]>([]);
export const infoFailure = shallowRef<ApiError>();
export const modelsFailure = shallowRef<ApiError>();
export const offerFailure = computed(() => infoFailure.value ?? modelsFailure.value);

export const features = computed<Record<string, boolean>>(() => info.value?.features ?? {});
export const personas = computed(() => info.value?.personas ?? []);

let asked = false;

/** Once, and again what could not be told: neither waits for the other. */
export function loadInfo(): void {
  if (!asked || infoFailure.value) loadAbout();
  if (!asked || modelsFailure.value) loadModels();
  asked = true;
}

function loadAbout(): void {
  void hear(
    infoFailure,
    () => told(api.GET("/api/info")),
    (found) => (info.value = found),
  );
}

function loadModels(): void {
  void hear(
    modelsFailure,
    () => told(api.GET("/api/models")),
    ({ data }) => (models.value = data),
  );
}

/** An answer in a language that is not spoken any more comes too late. */
async function hear<Found>(
  failure: ShallowRef<ApiError | undefined>,
  ask: () => Promise<Found>,
  take: (found: Found) => void,
): Promise<void> {
  const spoken = language.value;
  failure.value = undefined;
  try {
    const found = await ask();
    if (language.value === spoken) take(found);
  } catch (error) {
    if (language.value === spoken) failure.value = asApiError(error);
  }
}

watch(language, () => {
  if (!asked) return;
  loadAbout();
  loadModels();
});
