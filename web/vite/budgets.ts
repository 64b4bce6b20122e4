import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

const PANEL = ["src/admin/main.ts", "src/i18n/zh.ts", "src/i18n/zh_admin.ts"];
/** Most kilobytes of JS and CSS, by gzip, that a first screen loads, and that lazy parts weigh. */
const SCREENS: Record<string, [kilobytes: number, modules: string[]]> = {
  chat: [100, ["src/main.ts", "src/i18n/zh.ts", "src/chat/ChatPage.vue"]],
  "log-in": [75, ["src/main.ts", "src/i18n/zh.ts", "src/account/LoginPage.vue"]],
  panel: [140, [...PANEL, "src/admin/users/UsersPage.vue", "src/usage/UsageChart.vue"]],
};
const MARKDOWN = "src/markdown/MarkdownText.vue";
/** Lazy parts, and what is there already when each is asked for. */
const PARTS: Record<string, [kilobytes: number, module: string, after: string[]]> = {
  markdown: [48, MARKDOWN, ["src/chat/ChatPage.vue"]],
  highlighting: [36, "src/markdown/highlighting.ts", [MARKDOWN]],
  formulas: [80, "src/markdown/formulas.ts", [MARKDOWN]],
  chart: [24.5, "src/usage/UsageChart.vue", ["src/usage/UsagePage.vue"]],
};

/** Fails the build when a screen or a part outgrows what was promised of it. */
export function budgets(): Plugin {
  return {
    name: "budgets",
    apply: "build",
    writeBundle(_, bundle) {
      const over: string[] = [];
      for (const [name, [most, modules]] of Object.entries(SCREENS)) {
        check(over, name, most, weight(bundle, reached(bundle, modules)));
      }
      for (const [name, [most, module, after]] of Object.entries(PARTS)) {
        const there = reached(bundle, ["src/main.ts", ...after]);
        const own = [...reached(bundle, [module])].filter((file) => !there.has(file));
        check(over, name, most, weight(bundle, new Set(own)));
      }
      if (over.length) throw new Error(`over budget: ${over.join("; ")}`);
    },
  };
}

function check(over: string[], name: string, most: number, bytes: number): void {
  const told = `${name} ${(bytes / 1000).toFixed(1)} of ${most} KB gzip`;
  console.log(told);
  if (bytes > most * 1000) over.push(told);
}

/** The files that load with these modules: their chunks, what those import, and their styles. */
function reached(bundle: Bundle, modules: string[]): Set<string> {
  const chunks = Object.values(bundle).filter((file): file is Chunk => file.type === "chunk");
  const found = new Set<string>();
  const add = (chunk: Chunk | undefined) => {
    if (!chunk || found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    chunk.viteMetadata?.importedCss.forEach((name) => found.add(name));
    chunk.imports.forEach((name) => add(chunks.find((each) => each.fileName === name)));
  };
  for (const module of modules) {
    const home = chunks.find((chunk) =>
      chunk.moduleIds.some((id) => id.split("?")[0]!.endsWith(module)),
    );
    if (!home) throw new Error(`no chunk holds ${module}`);
    add(home);
  }
  return found;
}

function weight(bundle: Bundle, files: Set<string>): number {
  let bytes = 0;
  for (const name of files) {
    const file = bundle[name];
    if (file) bytes += gzipSync(file.type === "chunk" ? file.code : file.source).length;
  }
  return bytes;
}
