import { shallowRef } from "vue";

export const isOnline = shallowRef(navigator.onLine);
addEventListener("online", () => (isOnline.value = true));
addEventListener("offline", () => (isOnline.value = false));
