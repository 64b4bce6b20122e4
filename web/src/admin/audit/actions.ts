import { maybe } from "../../i18n/t";

/** What an action of the trail is called; its own word where it has no name. */
export function actionName(action: string): string {
  return maybe(`action_${action.replaceAll(".", "_")}`) ?? action;
}
