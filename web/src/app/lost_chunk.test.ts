import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createMemoryHistory, createRouter, type Router } from "vue-router";
import { begun, isOutdated, reloadOnLostPage } from "./lost_chunk";

const reload = vi.fn();
let router: Router;
let isOnline = true;

function lose(): Error {
  const error = new Error("Failed to fetch dynamically imported module");
  dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload: error }));
  return error;
}

beforeEach(() => {
  sessionStorage.clear();
  isOutdated.value = false;
  isOnline = true;
  reload.mockReset();
  vi.spyOn(location, "reload").mockImplementation(reload);
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => isOnline);
  vi.stubGlobal("fetch", async () => new Response());
  const history = createMemoryHistory();
  const gone = { path: "/gone", component: () => Promise.reject(lose()) };
  router = createRouter({ history, routes: [{ path: "/", component: {} }, gone] });
  reloadOnLostPage(router);
});

afterEach(() => vi.restoreAllMocks());

const goThere = () => router.push("/gone").catch(() => undefined);

it("loads all again for a page that is gone, once", async () => {
  await goThere();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(location.hash).toBe("#/gone");

  await goThere();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reload).toHaveBeenCalledOnce();
  expect(isOutdated.value).toBe(true);
});

it("does nothing offline", async () => {
  isOnline = false;
  await goThere();
  await new Promise((resolve) => setTimeout(resolve, 10));

  expect(reload).not.toHaveBeenCalled();
  expect(isOutdated.value).toBe(false);
});

it.each([
  ["cannot be reached", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["is failing", async () => new Response(null, { status: 503 })],
])("offers to load again while the server %s", async (_how, answer) => {
  vi.stubGlobal("fetch", answer);
  const asked = vi.spyOn(globalThis, "fetch");
  vi.useFakeTimers();
  await goThere();
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();

  expect(asked).toHaveBeenCalled();
  expect(reload).not.toHaveBeenCalled();
  expect(isOutdated.value).toBe(true);
});

it("loads all again, once, where a page cannot begin for what is lost on the way", async () => {
  const start = () => Promise.reject(lose());
  const answers = [() => Promise.reject(new TypeError()), async () => new Response()];
  vi.stubGlobal("fetch", () => answers.shift()!());
  await expect(begun(start)).rejects.toThrow();
  expect(reload).toHaveBeenCalledOnce();

  answers.push(async () => new Response());
  await expect(begun(start)).rejects.toThrow();
  expect(reload).toHaveBeenCalledOnce();
});

it("offers to load again where nothing can be remembered", async () => {
  vi.stubGlobal("sessionStorage", undefined);
  await goThere();
  await new Promise((resolve) => setTimeout(resolve, 10));
  vi.unstubAllGlobals();

  expect(reload).not.toHaveBeenCalled();
  expect(isOutdated.value).toBe(true);
});

it("leaves a page alone that does without an extra", async () => {
  lose();
  await new Promise((resolve) => setTimeout(resolve, 10));

  expect(reload).not.toHaveBeenCalled();
  expect(isOutdated.value).toBe(false);
});
