import { expect, it, vi } from "vitest";

const watched = new Set<Element>();
let come: (entries: { isIntersecting: boolean; target: Element }[]) => void;

vi.stubGlobal(
  "IntersectionObserver",
  class {
    constructor(hear: typeof come) {
      come = hear;
    }
    observe = (element: Element) => watched.add(element);
    unobserve = (element: Element) => watched.delete(element);
  },
);
const { forgetNear, whenNear } = await import("./near");

it("acts once when the element comes near, and as it was told last", () => {
  const [element, before, act] = [document.createElement("p"), vi.fn(), vi.fn()];
  whenNear(element, before);
  whenNear(element, act);
  come([{ isIntersecting: false, target: element }]);
  expect(act).not.toHaveBeenCalled();

  come([{ isIntersecting: true, target: element }]);
  come([{ isIntersecting: true, target: element }]);

  expect(before).not.toHaveBeenCalled();
  expect(act).toHaveBeenCalledOnce();
  expect(watched).toEqual(new Set());
});

it("acts before all is printed, but not for what is gone", () => {
  const [there, gone] = [vi.fn(), vi.fn()];
  const removed = document.createElement("p");
  whenNear(document.createElement("p"), there);
  whenNear(removed, gone);
  forgetNear(removed);

  dispatchEvent(new Event("beforeprint"));

  expect(there).toHaveBeenCalledOnce();
  expect(gone).not.toHaveBeenCalled();
});
