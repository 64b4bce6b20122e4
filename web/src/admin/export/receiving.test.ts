import { expect, it } from "vitest";
import { filename, received } from "./receiving";

it.each([
  ['attachment; filename="users-20261128.csv"', "users-20261128.csv"],
  ["attachment; filename=x; filename*=UTF-8''%E7%94%A8%E6%88%B7.csv", "用户.csv"],
  ["inline", null],
])("is called as %s says", (said, name) =>
  expect(filename(new Response("", { headers: { "Content-Disposition": said } }))).toBe(name),
);

it("tells how much has arrived", async () => {
  const seen: number[] = [];
  const content = await received(new Response("abc"), (size) => seen.push(size));

  expect(await content.text()).toBe("abc");
  expect(seen.at(-1)).toBe(3);
});
