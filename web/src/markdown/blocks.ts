import MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import { mathRules } from "./math_rules";

export type { Token };

/** A top-level block: its tokens, and whether it has ended. */
export interface Block {
  tokens: Token[];
  isClosed: boolean;
}

const LONG_TAIL = 8192; // characters that are shown as plain text until they end

const md = new MarkdownIt({ html: false, linkify: true }).use(cjkFriendly).use(mathRules);
md.validateLink = (url) => /^(https?:|mailto:|#)/i.test(url.trim());

/** All blocks of a text that is complete. */
export function blocksOf(text: string): Block[] {
  return split(md.parse(text, {})).map((tokens) => ({ tokens, isClosed: true }));
}

/** A text that grows: what has ended is kept as the same objects, and the rest is read anew. */
export class GrowingText {
  private closed: Block[] = [];
  private read = 0; // characters that the closed blocks cover
  private text = "";

  blocks(text: string, isComplete: boolean): Block[] {
    if (!text.startsWith(this.text.slice(0, this.read))) this.restart();
    this.text = text;
    const tail = text.slice(this.read);
    const tokens = md.parse(isComplete ? tail : steady(tail), {});
    const parts = split(tokens);
    const last = isComplete ? undefined : parts.pop();
    this.closed = [...this.closed, ...parts.map((part) => ({ tokens: part, isClosed: true }))];
    this.read = last ? this.read + offset(tail, last[0]?.map?.[0] ?? 0) : text.length;
    return last
      ? [...this.closed, { tokens: open(last, text.slice(this.read)), isClosed: false }]
      : this.closed;
  }

  private restart(): void {
    [this.closed, this.read] = [[], 0];
  }
}

/** Without a last line that only looks like the underline of a heading, or half a fence. */
function steady(tail: string): string {
  return tail.replace(/\n[ \t]*(-+|=+|`{1,2}|~{1,2})[ \t]*$/, "");
}

function open(tokens: Token[], source: string): Token[] {
  if (source.length < LONG_TAIL || tokens[0]?.type === "fence") return tokens;
  const plain = Object.assign(
    Object.create(Object.getPrototypeOf(tokens[0]!)) as Token,
    tokens[0],
    {
      type: "plain",
      content: source,
      nesting: 0,
    },
  );
  return [plain];
}

/** Tokens by top-level block. */
function split(tokens: Token[]): Token[][] {
  const parts: Token[][] = [];
  let part: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    part.push(token);
    depth += token.nesting;
    if (depth === 0) {
      parts.push(part);
      part = [];
    }
  }
  return parts;
}

/** Where a line begins. */
function offset(text: string, line: number): number {
  let at = 0;
  for (let passed = 0; passed < line; passed += 1) at = text.indexOf("\n", at) + 1;
  return at;
}
