import { apiAddress } from "./config";

const LOCAL = "/api/files/local/";

/** Where a signed address of the API is reached from this page: without OSS it is the API's own host,
 * which may be known here by another name. */
export async function reachable(address: string): Promise<string> {
  const { pathname, search } = new URL(address, location.href);
  return pathname.startsWith(LOCAL) ? (await apiAddress()) + pathname + search : address;
}
