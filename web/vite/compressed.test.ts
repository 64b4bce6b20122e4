import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, expect, it } from "vitest";
import { compressed } from "./compressed.ts";

const place = mkdtempSync(join(tmpdir(), "compressed-"));
afterAll(() => rmSync(place, { recursive: true }));

it("writes beside each file of text the same by brotli and gzip", async () => {
  const [from, publicDir, folder] = [join(place, "from"), join(place, "public"), join(place, "to")];
  [from, publicDir].forEach((each) => mkdirSync(each));
  const text = `console.log(${JSON.stringify("字".repeat(2000))});\n`;
  writeFileSync(join(from, "main.js"), text);
  const input = { main: join(from, "main.js") };
  writeFileSync(join(publicDir, "picture.png"), Buffer.alloc(4096));
  writeFileSync(join(publicDir, "short.json"), "{}");
  writeFileSync(join(publicDir, "long.json"), JSON.stringify({ a: "b".repeat(4096) }));
  await build({
    root: from,
    configFile: false,
    logLevel: "silent",
    publicDir,
    plugins: [compressed()],
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input } },
  });

  const made = readdirSync(folder, { recursive: true, encoding: "utf-8" });
  const script = made.find((name) => name.endsWith(".js"))!;
  for (const name of [script, "long.json"]) {
    const content = readFileSync(join(folder, name));
    expect(brotliDecompressSync(readFileSync(join(folder, `${name}.br`)))).toEqual(content);
    expect(gunzipSync(readFileSync(join(folder, `${name}.gz`)))).toEqual(content);
  }
  expect(made.filter((name) => /^(picture|short)\..*\.(br|gz)$/.test(name))).toEqual([]);
});
