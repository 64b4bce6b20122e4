import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";
import { ApiError } from "../api/errors";
import FailureNote from "./FailureNote.vue";

it.each(["email_unconfirmed", "second_factor_missing"])(
  "leads to the account, where there is a remedy for %s",
  (code) => {
    const shown = mount(FailureNote, { props: { error: new ApiError(code, "told", 403) } });

    expect(shown.find("a").attributes("href")).toBe("./#/account");
    expect(shown.find("a").text()).not.toBe("");
  },
);

it("leads nowhere from what has no remedy there", () => {
  const shown = mount(FailureNote, { props: { error: new ApiError("forbidden", "told", 403) } });

  expect(shown.find("a").exists()).toBe(false);
});
