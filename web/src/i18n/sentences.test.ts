import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { en as enPages } from "./en";
import { enAdmin } from "./en_admin";
import { zh as zhPages } from "./zh";
import { zhAdmin } from "./zh_admin";

const zh = { ...zhPages, ...zhAdmin };
const en = { ...enPages, ...enAdmin };
/** How keys begin that are put together where they are used. */
const MADE = [
  "error finish ledger fact kind sure theme task status work role action setting breaker can",
  "group position prompt begin count make by measure limit promote demote rate",
  "unlock enable disable label part storage job place outcome moderation confirm end",
].flatMap((line) => line.split(" "));

const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

it("has the same blanks in both languages", () => {
  for (const key of Object.keys(zh) as (keyof typeof zh)[]) {
    const form = en[key].split("|").at(-1)!;
    expect(blanks(form), key).toEqual(blanks(zh[key]));
  }
});

it("has no sentence in two parts: one would hide the other", async () => {
  const parts = import.meta.glob<Record<string, object>>("./zh/**/*.ts");
  const told = await Promise.all(Object.values(parts).map((part) => part()));
  const keys = told.flatMap((part) => Object.values(part)).flatMap(Object.keys);

  expect(keys.sort()).toEqual(Object.keys(zh).sort());
});

it("says everything in its own language", () => {
  for (const [key, text] of Object.entries(en)) expect(text, key).not.toMatch(/\p{Script=Han}/u);
  for (const [key, text] of Object.entries(zh)) {
    if (!/^(brand|text_size|api|of_most|tokens)$/.test(key))
      expect(text, key).toMatch(/\p{Script=Han}|token/u);
  }
});

it("is used, every sentence", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf-8" });
  const sources = files.filter(
    (name) => /(\.vue|(?<!\.test)\.ts)$/.test(name) && !/^i18n.(zh|en)\b/.test(name),
  );
  const text = sources.map((name) => readFileSync(`src/${name}`, "utf-8")).join("\n");
  const made = new RegExp(`^(${MADE.join("|")})_`);

  const unused = Object.keys(zh).filter(
    (key) => !made.test(key) && !new RegExp(`["'\`]${key}["'\`]`).test(text),
  );

  expect(unused).toEqual([]);
});
