/// <reference types="vitest/config" />
import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { budgets } from "./vite/budgets.ts";
import { compressed } from "./vite/compressed.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [vue(), budgets(), compressed()],
  build: {
    outDir: at("../functions/pages/site"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: at("index.html"), admin: at("admin.html") } },
  },
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "vite/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    testTimeout: 20_000,
  },
});
