import type { users as zh } from "../../zh/admin/users";
import type { Sentences } from "../../t";

export const users: Sentences<typeof zh> = {
  role: "Role",
  role_user: "User",
  role_admin: "Administrator",
  state: "State",
  active: "Active",
  disabled: "Disabled",
  registered: "Registered",
  users_hint: "E-mail or name",
};
