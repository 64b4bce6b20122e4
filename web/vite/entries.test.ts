import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PUBLIC = join(process.cwd(), "public");
const MANIFEST = "./static/manifest.webmanifest";

interface Manifest {
  name: string;
  short_name: string;
  start_url: string;
  scope: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

function head(entry: string): Document {
  return new DOMParser().parseFromString(readFileSync(entry, "utf-8"), "text/html");
}

/** Width and height, as a PNG says them in its first chunk. */
function sizeOf(png: Buffer): string {
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

it.each(["index.html", "admin.html"])("links from %s to files that there are", (entry) => {
  const page = head(entry);
  const links = [...page.querySelectorAll("link[href], script[src^='./']")];
  const targets = links.map((each) => each.getAttribute("href") ?? each.getAttribute("src")!);

  expect(targets).toContain("./static/theme.js");
  expect(page.querySelector("link[rel=icon]")).not.toBeNull();
  for (const target of targets) expect(existsSync(join(PUBLIC, target)), target).toBe(true);
});

it("can be put among the programs of a phone", () => {
  const page = head("index.html");
  expect(page.querySelector("link[rel=manifest]")?.getAttribute("href")).toBe(MANIFEST);
  expect(page.querySelector("link[rel=apple-touch-icon]")).not.toBeNull();
  const manifest = JSON.parse(readFileSync(join(PUBLIC, MANIFEST), "utf-8")) as Manifest;

  expect(manifest).toMatchObject({ display: "standalone" });
  expect(manifest.name && manifest.short_name).toBeTruthy();
  const start = new URL(manifest.start_url, `https://x.invalid/${MANIFEST}`);
  expect(start.pathname).toBe("/");
  const sizes = manifest.icons
    .filter(({ type }) => type === "image/png")
    .map(({ sizes: of }) => of);
  expect(sizes).toEqual(expect.arrayContaining(["192x192", "512x512"]));
});

it("has the icons that its manifest names, in their sizes", () => {
  const path = join(PUBLIC, MANIFEST);
  const { icons } = JSON.parse(readFileSync(path, "utf-8")) as Manifest;

  for (const { src, sizes, type } of icons) {
    const icon = readFileSync(join(path, "..", src));
    if (type === "image/png") expect(sizeOf(icon), src).toBe(sizes);
    else expect(icon.toString(), src).toContain("<svg");
  }
});
