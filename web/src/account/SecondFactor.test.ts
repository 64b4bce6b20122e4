import { expect, it } from "vitest";
import { opened } from "../testing/opened";
import { t } from "../i18n/t";
import SecondFactor from "./SecondFactor.vue";

const BEGIN = "POST /api/auth/second-factor";
const begun = { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/x", qr: "data:image/svg+xml,x" };
const state = { enabled: false, required: true, recovery_codes: 0 };

it("shows what is to be scanned, and the same in letters", async () => {
  const at = await opened(SecondFactor, "/account", {
    "GET /api/auth/second-factor": state,
    [BEGIN]: begun,
  });
  await at.says(t("second_required"));
  await at.fill(t("password"), "a long phrase 7");
  await at.press(t("second_begin"));
  await at.says(begun.secret);

  expect(at.of(BEGIN)[0]!.body).toEqual({ password: "a long phrase 7" });
  const image = document.querySelector("img")!;
  expect([image.getAttribute("src"), image.alt]).toEqual([begun.qr, t("second_qr")]);
});
