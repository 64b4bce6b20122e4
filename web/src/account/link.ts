import { useRoute, useRouter } from "vue-router";

/** The token of a link in a mail; the address in the browser's history forgets it. */
export function takeToken(): string {
  const token = useRoute().query["token"];
  void useRouter().replace({ query: {} });
  return typeof token === "string" ? token : "";
}
