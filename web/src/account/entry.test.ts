import { afterEach, beforeEach, expect, it } from "vitest";
import * as vault from "../api/vault";
import { until } from "../testing/looking";
import { open } from "../testing/opening";
import { given, refusal, serve, tokens, unreachable } from "../testing/serving";

const REGISTER = "POST /api/auth/register";
const about = (features: Record<string, boolean> = {}) =>
  Response.json({ features, personas: [], anonymous_chats_per_day: 0, announcement: null });
const plain = {
  "GET /api/info": about({ mail: true }),
  "GET /api/models": Response.json({ data: [] }),
};
let page: Awaited<ReturnType<typeof open>>;

beforeEach(() => vault.write(null));
afterEach(() => {
  page.shown.unmount();
});

async function fillIn(): Promise<void> {
  await page.fill("E-mail", "mei@b.cn");
  await page.fill("Password", "a long phrase 7");
}

it.each([
  ["could not be asked", { "GET /api/info": unreachable }],
  ["said that none is needed", {}],
])("asks for an invite code that is refused to lack where the server %s", async (_how, more) => {
  const heard = serve({
    ...plain,
    ...more,
    [REGISTER]: [refusal(403, "invite_required"), tokens()],
  });
  page = await open("/register");
  await fillIn();
  expect(page.has("Invite code")).toBe(false);
  await page.submit();
  await until(() => expect(page.has("Invite code")).toBe(true));

  expect(page.says("invite_required told")).toBe(true);
  expect(page.input("Invite code").attributes("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(page.input("Invite code").element);
  await page.fill("Invite code", "SPRING");
  await page.submit();
  await until(() => expect(page.path()).toBe("/"));
  const sent = heard.filter(({ call }) => call === REGISTER);
  expect(sent.map(({ body }) => (body as { invite_code?: string }).invite_code)).toEqual([
    undefined,
    "SPRING",
  ]);
});

it("asks for an invite code where the deployment does, and says at it what is wrong", async () => {
  serve({
    ...plain,
    "GET /api/info": about({ invite_codes: true }),
    [REGISTER]: refusal(403, "invite_invalid"),
  });
  page = await open("/register");
  await until(() => expect(page.has("Invite code")).toBe(true));
  await fillIn();
  await page.fill("Invite code", "WRONG");
  await page.submit();

  await until(() => expect(page.says("invite_invalid told")).toBe(true));
  expect(page.shown.findAll("[role=alert]")).toHaveLength(1);
});

it("takes an invite code from a link, and its field stays while it is typed anew", async () => {
  const heard = serve({ ...plain, [REGISTER]: tokens() });
  page = await open("/register?code=AUTUMN");
  expect((page.input("Invite code").element as HTMLInputElement).value).toBe("AUTUMN");
  await page.fill("Invite code", "");
  expect(page.has("Invite code")).toBe(true);
  await page.fill("Invite code", "WINTER");
  await fillIn();
  await page.submit();
  await until(() => expect(page.path()).toBe("/"));

  expect(heard.find(({ call }) => call === REGISTER)?.body).toMatchObject({
    invite_code: "WINTER",
  });
});

it("says whom to ask for a new password only where it is known that no mail is sent", async () => {
  let tell: (answer: Response) => void = () => undefined;
  const late = new Promise<Response>((resolve) => (tell = resolve));
  serve({ ...plain, "GET /api/info": () => late });
  page = await open("/forgot");
  expect(page.says("Loading…")).toBe(true);
  expect(page.says("Ask the administrator")).toBe(false);
  tell(about({ mail: false }));

  await until(() => expect(page.says("Ask the administrator of this service")).toBe(true));
  expect(page.has("E-mail")).toBe(false);
});

it("tells that it cannot say how a password is had, and asks again", async () => {
  serve({ ...plain, "GET /api/info": [refusal(503, "unavailable"), about({ mail: true })] });
  page = await open("/forgot");
  await until(() => expect(page.says("unavailable told")).toBe(true));
  expect(page.says("Ask the administrator")).toBe(false);
  await page.press("Try again");

  await until(() => expect(page.has("E-mail")).toBe(true));
});

it("sends a link although the list of models fails", async () => {
  serve({ ...plain, "GET /api/models": refusal(503, "unavailable") });
  page = await open("/forgot");

  await until(() => expect(page.has("E-mail")).toBe(true));
});

it.each(["/login", "/register", "/forgot", "/reset?token=t", "/confirm?token=t"])(
  "shows nothing at the side of %s",
  async (path) => {
    serve({ ...plain, "POST /api/auth/confirm": new Response(null, { status: 204 }) });
    page = await open(path);

    expect(page.shown.find(".entry").exists()).toBe(true);
    expect(page.shown.find("aside").exists()).toBe(false);
  },
);

it("confirms an address by the link of a mail, which the address bar forgets", async () => {
  const heard = serve({ ...plain, "POST /api/auth/confirm": new Response(null, { status: 204 }) });
  page = await open("/confirm?token=of-the-mail", { confirmed: false });
  await until(() => expect(page.says("your address is confirmed")).toBe(true));

  expect(heard.find(({ call }) => call.endsWith("/confirm"))?.body).toEqual({
    token: "of-the-mail",
  });
  expect(page.path()).toBe("/confirm");
  expect(page.session.user.value?.confirmed).toBe(true);
});

it("tries a link again that did not arrive", async () => {
  serve({
    ...plain,
    "POST /api/auth/confirm": [refusal(503, "unavailable"), new Response(null, { status: 204 })],
  });
  page = await open("/confirm?token=t");
  await until(() => expect(page.says("unavailable told")).toBe(true));
  await page.press("Try again");

  await until(() => expect(page.says("your address is confirmed")).toBe(true));
});

it("offers another link where one is not good any more", async () => {
  const invalid = refusal(422, "link_invalid", { param: "token" });
  const heard = serve({
    ...plain,
    "POST /api/auth/confirm": invalid,
    "POST /api/auth/confirm/send": Response.json({}),
  });
  page = await open("/confirm?token=old", { confirmed: false });
  await until(() => expect(page.says("link_invalid told")).toBe(true));
  expect(page.says("Try again")).toBe(false);
  await page.press("Send the link again");

  await until(() => expect(page.says("Sent to mei@b.cn.")).toBe(true));
  expect(heard.filter(({ call }) => call === "POST /api/auth/confirm/send")).toHaveLength(1);
});

it("offers no other link to who is not here, or has no need of one", async () => {
  serve({ ...plain, "POST /api/auth/confirm": refusal(422, "link_invalid", { param: "token" }) });
  page = await open("/confirm?token=old");
  await until(() => expect(page.says("link_invalid told")).toBe(true));

  expect(page.says("Send the link again")).toBe(false);
});

it("says on every page where the mail went that has to be opened first, and sends another", async () => {
  const heard = serve({
    ...plain,
    [REGISTER]: tokens({ confirmed: false }),
    "GET /api/auth/conversations": Response.json({ data: [], next_cursor: null }),
    "POST /api/auth/confirm/send": [refusal(429, "mails_sent"), Response.json({})],
  });
  page = await open("/register");
  await fillIn();
  await page.submit();
  await until(() => expect(page.says("that we sent to mei@b.cn")).toBe(true));
  expect(page.path()).toBe("/");
  await page.press("Send the link again");
  await until(() => expect(page.says("mails_sent told")).toBe(true));
  await page.press("Send the link again");

  await until(() => expect(page.says("Sent to mei@b.cn.")).toBe(true));
  expect(heard.filter(({ call }) => call.endsWith("/confirm/send"))).toHaveLength(2);
});

it("says so no more once the link was opened elsewhere", async () => {
  serve({
    ...plain,
    "GET /api/auth/me": [
      Response.json(given({ confirmed: false }).user),
      Response.json(given({ confirmed: true }).user),
    ],
  });
  page = await open("/drugs", { confirmed: false });
  await until(() => expect(page.says("that we sent to mei@b.cn")).toBe(true));
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("visibilitychange"));

  await until(() => expect(page.says("that we sent to mei@b.cn")).toBe(false));
});

it.each([
  ["one goes to another page", () => page.go("/login").then(() => page.go("/forgot"))],
  ["the network is back", async () => void dispatchEvent(new Event("online"))],
])("asks again what it could not be told when %s", async (_how, happen) => {
  serve({ ...plain, "GET /api/info": [refusal(503, "unavailable"), about({ mail: true })] });
  page = await open("/forgot");
  await until(() => expect(page.says("unavailable told")).toBe(true));
  dispatchEvent(new Event("offline"));
  await happen();

  await until(() => expect(page.has("E-mail")).toBe(true));
});

it("says so no more when there is nothing to confirm after all", async () => {
  serve({ ...plain, "POST /api/auth/confirm/send": refusal(409, "email_confirmed") });
  page = await open("/drugs", { confirmed: false });
  await until(() => expect(page.says("that we sent to mei@b.cn")).toBe(true));
  await page.press("Send the link again");

  await until(() => expect(page.says("that we sent to mei@b.cn")).toBe(false));
  expect(page.session.user.value?.confirmed).toBe(true);
});
