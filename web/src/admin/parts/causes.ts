import { maybe } from "../../i18n/t";

/** Why nothing is known of a part, which the API says as a code. */
export function cause(status: string): string {
  return maybe(`part_${status}`) ?? status;
}
