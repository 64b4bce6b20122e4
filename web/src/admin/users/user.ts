import { shallowRef, watch } from "vue";
import { api, told, type Schemas } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";

export type User = Schemas["UserShown"];

/** One user and how much they have, by the id in the address. */
export function useUser(id: () => string) {
  const user = shallowRef<User>();
  const has = shallowRef<Schemas["Belongings"]>();
  const failure = shallowRef<ApiError>();

  async function load(): Promise<void> {
    const params = { path: { user_id: id() } };
    failure.value = undefined;
    try {
      [user.value, has.value] = await Promise.all([
        told(api.GET("/api/admin/users/{user_id}", { params })),
        told(api.GET("/api/admin/users/{user_id}/belongings", { params })),
      ]);
    } catch (error) {
      failure.value = asApiError(error);
    }
  }

  async function change(body: Schemas["UsersChange"]): Promise<void> {
    const params = { path: { user_id: id() } };
    user.value = await told(api.PATCH("/api/admin/users/{user_id}", { params, body }));
  }

  watch(id, load, { immediate: true });
  return { user, has, failure, load, change };
}
