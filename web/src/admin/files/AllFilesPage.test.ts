import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import type { Answers } from "../../testing/serving";
import AllFilesPage from "./AllFilesPage.vue";

const AT = "2026-11-28T01:00:00.000Z";
const heading: Schemas["FilesInspectionHeading"] = {
  ...{ id: "01F", user_id: "01M", email: "mei@example.com", content_type: "image/png" },
  ...{ size: 2000, status: "ready", created_at: AT },
};
const file: Schemas["FilesLibraryShown"] = {
  ...{ id: "01F", filename: "药盒.png", content_type: "image/png", size: 2000 },
  ...{ status: "ready", created_at: AT, url: "https://files.example/01F?signed" },
};
const LIST = "GET /api/admin/files";
const LOOK = "POST /api/admin/files/01F/look";
const REMOVE = "POST /api/admin/files/01F/remove";

async function shown(more: Answers = {}): Promise<Opened> {
  const at = await opened(AllFilesPage, "/files", { [LIST]: page(heading), ...more });
  await at.says("mei@example.com");
  return at;
}

async function looked(of: Partial<Schemas["FilesLibraryShown"]>): Promise<Opened> {
  const at = await shown({ [LOOK]: { ...file, ...of } });
  await at.open(t("look"));
  await at.fill(t("reason"), "核对投诉");
  await at.press(t("look"));
  await at.says("药盒.png");
  return at;
}

it("lists files without their names, and whose they are", async () => {
  const at = await shown();

  expect(at.rows[0]!.slice(1, 5)).toEqual([
    ...["mei@example.com", "image/png", "2 kB", t("file_ready")],
  ]);
  expect(await at.link("mei@example.com")).toBe("/users/01M");
  expect(at.heard.map(({ call }) => call)).toEqual([LIST]);
});

it("is looked at by nobody without a reason", async () => {
  const at = await shown({ [LOOK]: file });
  await at.open(t("look"));
  await at.says(t("look_note"));
  await at.press(t("look"));
  await at.press(t("cancel"));
  await at.closed();

  expect(at.of(LOOK)).toHaveLength(0);
});

it("shows a picture with its facts, once a reason was given", async () => {
  const at = await looked({});

  expect(at.of(LOOK)[0]!.body).toEqual({ reason: "核对投诉" });
  expect(at.place.querySelector("img")!.getAttribute("src")).toBe(file.url);
  expect(await at.link(t("open_file"))).toBe(file.url);
  expect(at.text).toContain("image/png · 2 kB");
});

it.each(["image/svg+xml", "text/html", "application/pdf"])(
  "shows no %s in the page",
  async (type) => {
    const at = await looked({ content_type: type });

    expect(at.place.querySelector("img, iframe, object, embed")).toBeNull();
    const link = await at.find("a", t("open_file"));
    expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(link.getAttribute("target")).toBe("_blank");
  },
);

it("says of a file that has not arrived that there is nothing to open", async () => {
  const at = await looked({ url: null, status: "pending" });

  expect(at.text).toContain(t("file_pending"));
  expect(at.place.querySelector("a")).toBeNull();
});

it("says what keeps a file from being looked at, and keeps the reason", async () => {
  const error = { code: "not_found", message: "没有这个文件", param: null, request_id: "r" };
  const at = await shown({ [LOOK]: () => Response.json({ error }, { status: 404 }) });
  await at.open(t("look"));
  await at.fill(t("reason"), "核对投诉");
  await at.press(t("look"));
  await at.says("没有这个文件");

  expect((await at.find<HTMLInputElement>("input", t("reason"))).value).toBe("核对投诉");
});

it("removes a file for a reason, and reads the list again", async () => {
  let files = [heading];
  const at = await shown({ [LIST]: () => page(...files), [REMOVE]: () => void (files = []) });
  await at.open(t("delete"));
  await at.says(t("delete_file_sure"));
  await at.fill(t("type_to_confirm", { word: "mei@example.com" }), "mei@example.com");
  await at.fill(t("reason"), "违规");
  await at.press(t("delete"));

  expect((await at.sent(REMOVE)).body).toEqual({ reason: "违规" });
  await at.closed();
  await until(() => at.rows.length === 0, "no file");
});
