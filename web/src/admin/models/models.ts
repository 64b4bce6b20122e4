import { computed, onMounted, shallowRef } from "vue";
import { api, told, type Schemas } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";

export type Model = Schemas["ModelShown"];
export type Provider = Schemas["ProviderShown"];

const HOUR = 3_600_000; // milliseconds

/** All models and providers, and how calls of the last hour went, by model, and since when. */
export function useModels() {
  const models = shallowRef<Model[]>();
  const providers = shallowRef<Provider[]>([]);
  const hour = shallowRef<Schemas["Line"][]>([]);
  const since = shallowRef("");
  const failure = shallowRef<ApiError>();

  async function load(): Promise<void> {
    failure.value = undefined;
    const query = {
      from: new Date(Date.now() - HOUR).toISOString(),
      group_by: "model" as const,
    };
    try {
      const [found, from, lately] = await Promise.all([
        told(api.GET("/api/admin/models")),
        told(api.GET("/api/admin/providers")),
        told(api.GET("/api/admin/usage", { params: { query } })),
      ]);
      [models.value, providers.value, hour.value] = [found.data, from.data, lately.data];
      since.value = query.from;
    } catch (error) {
      failure.value = asApiError(error);
    }
  }

  onMounted(load);
  const byModel = computed(() => new Map(hour.value.map((line) => [line.group, line])));
  return { models, providers, byModel, since, failure, load };
}

/** Replace a model, or add it: those of the environment are in no table until they are changed. */
export async function put(body: Schemas["ModelEntry"]): Promise<void> {
  const params = { path: { name: body.id } };
  const replaced = await api.PUT("/api/admin/models/{name}", { params, body });
  if (replaced.response.status === 404) await told(api.POST("/api/admin/models", { body }));
  else await told(Promise.resolve(replaced));
}
