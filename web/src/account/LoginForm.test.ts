import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as session from "../api/session";
import LoginForm from "./LoginForm.vue";

const sent: Record<string, unknown>[] = [];
let answers: (() => Response)[] = [];

const refused = (code: string, status = 401, headers = {}) => {
  const error = { code, message: code, param: null, request_id: "" };
  return () => Response.json({ error }, { status, headers });
};
const taken = () => {
  const user = { id: "1", email: "a@b.cn", name: "", role: "user", credits: 0, created_at: "" };
  const tokens = { access_token: "a", refresh_token: "r", token_type: "Bearer", expires_in: 3600 };
  return Response.json({ user, ...tokens });
};

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal("fetch", async (asked: string | Request, init?: RequestInit) => {
    if (String(asked).includes("config.json")) return Response.json({ api: "" });
    const request =
      asked instanceof Request ? asked : new Request(`https://x.invalid${asked}`, init);
    if (!request.url.endsWith("/login")) return Response.json({});
    sent.push((await request.json()) as Record<string, unknown>);
    return answers.shift()!();
  });
});
afterEach(async () => {
  await session.leave();
  document.body.innerHTML = "";
});

function form() {
  const shown = mount(LoginForm, { attachTo: document.body });
  const field = (place: number) => shown.findAll("input:not([type=checkbox])")[place]!;
  const submit = async () => {
    await shown.find("form").trigger("submit");
    await vi.waitFor(() => expect(shown.find("[aria-busy=true]").exists()).toBe(false));
  };
  return { shown, field, submit };
}

async function filled() {
  const of = form();
  await of.field(0).setValue("a@b.cn");
  await of.field(1).setValue("a long phrase 7");
  return of;
}

it("asks for a code only when the account has one, and sends it along", async () => {
  const { shown, field, submit } = await filled();
  answers = [refused("second_factor_required"), taken];
  await submit();

  expect(shown.findAll("input:not([type=checkbox])")).toHaveLength(3);
  expect(document.activeElement).toBe(field(2).element);
  expect(shown.find("[role=alert]").exists()).toBe(false);
  expect(shown.emitted("done")).toBeUndefined();

  await field(2).setValue("123456");
  await submit();

  expect(sent[0]).not.toHaveProperty("code");
  expect(sent[1]).toMatchObject({ email: "a@b.cn", password: "a long phrase 7", code: "123456" });
  expect(shown.emitted("done")).toHaveLength(1);
});

it("says at the field that a code was wrong, and takes another", async () => {
  const { shown, field, submit } = await filled();
  answers = [refused("second_factor_required"), refused("second_factor_invalid")];
  await submit();
  await field(2).setValue("000000");
  await submit();

  const described = field(2).attributes("aria-describedby");
  expect(shown.find(`[id="${described}"]`).text()).toBe("second_factor_invalid");
  expect((field(2).element as HTMLInputElement).value).toBe("");
  expect(shown.findAll("[role=alert]")).toHaveLength(1);
});

it("begins anew when the password is no longer right", async () => {
  const { shown, field, submit } = await filled();
  answers = [refused("second_factor_required"), refused("invalid_credentials")];
  await submit();
  await field(2).setValue("123456");
  await submit();

  expect(shown.findAll("input:not([type=checkbox])")).toHaveLength(2);
  expect(field(1).attributes("aria-invalid")).toBe("true");
});

it("sends nothing while it says how long it is locked", async () => {
  const { shown, submit } = await filled();
  answers = [refused("too_many_attempts", 429, { "Retry-After": "90" })];
  await submit();
  await submit();

  expect(sent).toHaveLength(1);
  expect(shown.find("[role=alert]").text()).toContain("1:30");
});

it.each([true, false])("sends whether one stays signed in: %s", async (stay) => {
  const { shown, submit } = await filled();
  if (!stay) await shown.find("input[type=checkbox]").setValue(false);
  answers = [taken];
  await submit();

  expect(sent[0]).toMatchObject({ stay });
});
