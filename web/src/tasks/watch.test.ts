import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { effectScope, ref, type EffectScope } from "vue";
import { ApiError } from "../api/errors";
import { askRepeatedly } from "./watch";

const PAUSE = 3_000;
let scope: EffectScope;
let isHidden: boolean;
const isWanted = ref(true);
const ask = vi.fn<() => Promise<void>>();

beforeEach(() => {
  vi.useFakeTimers();
  [isHidden, isWanted.value] = [false, true];
  ask.mockReset().mockResolvedValue(undefined);
  vi.spyOn(document, "hidden", "get").mockImplementation(() => isHidden);
  scope = effectScope();
  scope.run(() => askRepeatedly(() => isWanted.value, ask));
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

function show(hidden: boolean): void {
  isHidden = hidden;
  document.dispatchEvent(new Event("visibilitychange"));
}

it("asks one question after another", async () => {
  await vi.advanceTimersByTimeAsync(3 * PAUSE);
  expect(ask).toHaveBeenCalledTimes(3);
});

it("does not ask the next before the last is answered", async () => {
  ask.mockReturnValue(new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(5 * PAUSE);
  expect(ask).toHaveBeenCalledOnce();
});

it("rests while nothing goes on, nobody looks, or the page is left", async () => {
  isWanted.value = false;
  await vi.advanceTimersByTimeAsync(2 * PAUSE);
  isWanted.value = true;
  show(true);
  await vi.advanceTimersByTimeAsync(2 * PAUSE);
  expect(ask).not.toHaveBeenCalled();

  show(false);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(ask).toHaveBeenCalledOnce();
  scope.stop();
  await vi.advanceTimersByTimeAsync(2 * PAUSE);
  expect(ask).toHaveBeenCalledOnce();
});

it.each([401, 404])("stops when it is refused by a status of %i", async (status) => {
  ask.mockRejectedValue(new ApiError("x", "", status));
  await vi.advanceTimersByTimeAsync(5 * PAUSE);
  expect(ask).toHaveBeenCalledOnce();
});

it.each([0, 503])("goes on after a status of %i", async (status) => {
  ask.mockRejectedValue(new ApiError("x", "", status));
  await vi.advanceTimersByTimeAsync(2 * PAUSE);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("waits as long as it is told when it asks too often", async () => {
  ask.mockRejectedValueOnce(new ApiError("rate_limited", "", 429, null, "", 10));
  await vi.advanceTimersByTimeAsync(PAUSE + 9_000);
  expect(ask).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
});
