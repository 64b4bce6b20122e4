import { expect, it, onTestFinished } from "vitest";
import * as session from "../api/session";
import { t } from "../i18n/t";
import PanelLogin from "./PanelLogin.vue";
import { until } from "../testing/looking";
import { opened } from "../testing/opened";

const LOGIN = "POST /api/auth/login";
const refused = (code: string) => {
  const error = { code, message: code, param: null, request_id: "" };
  return Response.json({ error }, { status: 401 });
};
const tokens = {
  ...{ access_token: "a", refresh_token: "r", token_type: "Bearer", expires_in: 3600 },
  user: { id: "1", email: "root@example.com", name: "", role: "admin", credits: 0, created_at: "" },
};

it("asks at the panel's own door for the code of a second factor, and leads on", async () => {
  onTestFinished(() => session.leave());
  const answers = [
    () => refused("second_factor_required"),
    () => refused("second_factor_invalid"),
    () => tokens,
  ];
  const at = await opened(PanelLogin, "/login?to=/users?role=admin", {
    [LOGIN]: () => answers.shift()!(),
    "POST /api/auth/logout": undefined,
  });
  await at.fill(t("email"), "root@example.com");
  await at.fill(t("password"), "a long phrase 7");
  await at.press(t("log_in"));
  await at.fill(t("second_code"), "000000");
  await at.press(t("log_in"));
  await at.says("second_factor_invalid");
  expect(at.router.currentRoute.value.path).toBe("/login");
  await at.fill(t("second_code"), "123456");
  await at.press(t("log_in"));

  await until(() => at.router.currentRoute.value.fullPath === "/users?role=admin", "the page");
  const codes = at.of(LOGIN).map(({ body }) => (body as { code?: string }).code);
  expect(codes).toEqual([undefined, "000000", "123456"]);
  expect(session.user.value?.email).toBe("root@example.com");
});
