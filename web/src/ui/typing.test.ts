import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { effectScope } from "vue";
import { heardBy, usePause, type Pause } from "./typing";

const act = vi.fn<(signal: AbortSignal, isFirm: boolean) => void>();
let scope = effectScope();
let pause: Pause;

beforeEach(() => {
  vi.useFakeTimers();
  act.mockClear();
  scope = effectScope();
  pause = scope.run(() => usePause(act))!;
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

const signalOf = (call: number) => act.mock.calls[call]![0];

it("acts once after the last key", () => {
  pause.later();
  vi.advanceTimersByTime(200);
  pause.later();
  vi.advanceTimersByTime(200);
  expect(act).not.toHaveBeenCalled();

  vi.advanceTimersByTime(1_000);
  expect(act).toHaveBeenCalledExactlyOnceWith(expect.any(AbortSignal), false);
});

it("gives an act up as soon as more is typed", () => {
  pause.now();
  expect(act).toHaveBeenCalledExactlyOnceWith(expect.any(AbortSignal), true);
  expect(signalOf(0).aborted).toBe(false);

  pause.later();
  expect(signalOf(0).aborted).toBe(true);
});

it("begins nothing when the page is gone, and gives up what it began", () => {
  pause.now();
  pause.later();
  vi.advanceTimersByTime(1_000);
  pause.later();
  scope.stop();
  vi.advanceTimersByTime(1_000);

  expect(act).toHaveBeenCalledTimes(2);
  expect(signalOf(1).aborted).toBe(true);
});

it("hears a return at once, and no part of what an input method composes", () => {
  const heard = heardBy(pause);
  heard.input(new InputEvent("input"));
  heard.input(new InputEvent("input", { isComposing: true }));
  heard.keydown(new KeyboardEvent("keydown", { key: "Enter", isComposing: true }));
  vi.advanceTimersByTime(1_000);
  expect(act).not.toHaveBeenCalled();

  heard.compositionend();
  heard.keydown(new KeyboardEvent("keydown", { key: "Enter" })); // which ended it
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(act).toHaveBeenCalledOnce();

  heard.keydown(new KeyboardEvent("keydown", { key: "Enter" }));
  expect(act).toHaveBeenLastCalledWith(expect.any(AbortSignal), true);
});
