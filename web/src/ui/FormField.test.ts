import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";
import FormField from "./FormField.vue";

const field = (props: object) =>
  mount(FormField, { props: { label: "x", modelValue: "", ...props }, attachTo: document.body });

it("shows a password to who asks for it, and hides it again", async () => {
  const shown = field({ type: "password" });
  const [input, reveal] = [shown.get("input"), shown.get("button")];
  expect(input.attributes("type")).toBe("password");

  await reveal.trigger("click");
  expect(input.attributes("type")).toBe("text");
  expect(reveal.attributes("aria-pressed")).toBe("true");

  await reveal.trigger("click");
  expect(input.attributes("type")).toBe("password");
});

it("offers to show nothing that is seen anyway", () => {
  expect(field({ type: "email" }).find("button").exists()).toBe(false);
});

it("tells what reads it aloud of the fault rather than of the hint", () => {
  const said = (props: object) => {
    const shown = field(props);
    const described = shown.get("input").attributes("aria-describedby");
    return described && shown.get(`[id="${described}"]`).text();
  };

  expect(said({})).toBeUndefined();
  expect(said({ hint: "a hint" })).toBe("a hint");
  expect(said({ hint: "a hint", fault: "a fault" })).toBe("a fault");
});
