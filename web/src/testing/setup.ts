// What each test of components and modules begins with.
import "fake-indexeddb/auto";
import { beforeEach } from "vitest";
import { speak } from "../i18n/t";

// What happy-dom leaves out.
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

beforeEach(() => speak("zh"));
