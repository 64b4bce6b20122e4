import type { MarkdownIt } from "markdown-it";

type InlineRule = Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1];
type BlockRule = Parameters<MarkdownIt["block"]["ruler"]["before"]>[2];

const FORMULA = /[\\^_=]|^[A-Za-z]$/; // what prices and ranges do not hold

/** `\(…\)`, `\[…\]` and `$$…$$` are formulas, and `$…$` where it can be nothing else. */
export function mathRules(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", inline);
  md.block.ruler.before("paragraph", "math", block, { alt: ["paragraph", "list", "blockquote"] });
}

const inline: InlineRule = (state, silent) => {
  const { src, pos } = state;
  const found = opened(src, pos) ?? dollar(src, pos);
  if (!found || found.end > state.posMax) return false;
  if (!silent) {
    const token = state.push(found.isBlock ? "math_block" : "math_inline", "math", 0);
    token.content = found.tex;
  }
  state.pos = found.end;
  return true;
};

interface Formula {
  tex: string;
  end: number;
  isBlock: boolean;
}

const PAIRS: [open: string, close: string, isBlock: boolean][] = [
  ["\\(", "\\)", false],
  ["\\[", "\\]", true],
  ["$$", "$$", true],
];

function opened(src: string, at: number): Formula | null {
  for (const [open, close, isBlock] of PAIRS) {
    if (!src.startsWith(open, at)) continue;
    const end = src.indexOf(close, at + open.length);
    const tex = end < 0 ? "" : src.slice(at + open.length, end).trim();
    return tex ? { tex, end: end + close.length, isBlock } : null;
  }
  return null;
}

function dollar(src: string, at: number): Formula | null {
  if (src[at] !== "$" || /[\s\d$]/.test(src[at + 1] ?? " ")) return null;
  const end = src.indexOf("$", at + 1);
  const tex = end < 0 ? "" : src.slice(at + 1, end);
  if (!tex || tex.includes("\n") || /\s$/.test(tex) || /\d/.test(src[end + 1] ?? "")) return null;
  return FORMULA.test(tex) ? { tex, end: end + 1, isBlock: false } : null;
}

/** A formula that begins a line, over as many lines as it takes. */
const block: BlockRule = (state, startLine, endLine, silent) => {
  const start = state.bMarks[startLine]! + state.tShift[startLine]!;
  const pair = PAIRS.find(([open, , isBlock]) => isBlock && state.src.startsWith(open, start));
  if (!pair) return false;
  const [open, close] = pair;
  const end = state.src.indexOf(close, start + open.length);
  if (end < 0 || end >= state.eMarks[endLine - 1]! + 1) return false;
  let last = startLine;
  while (state.eMarks[last]! < end + close.length) last += 1;
  if (state.src.slice(end + close.length, state.eMarks[last]).trim()) return false;
  if (silent) return true;
  const token = state.push("math_block", "math", 0);
  token.content = state.src.slice(start + open.length, end).trim();
  token.map = [startLine, last + 1];
  state.line = last + 1;
  return true;
};
