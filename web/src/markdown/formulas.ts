import katex from "katex";

/** Draw a formula into an element, as MathML: no styles, no fonts, nothing by innerHTML. */
export function draw(tex: string, into: HTMLElement, isBlock: boolean): void {
  katex.render(tex, into, {
    output: "mathml",
    displayMode: isBlock,
    throwOnError: false,
    maxSize: 20,
    maxExpand: 200,
    trust: false,
  });
}
