import { h, type VNode, type VNodeChild } from "vue";
import CodeBlock from "./CodeBlock.vue";
import MathText from "./MathText.vue";
import TableBlock from "./TableBlock.vue";
import type { Block, Token } from "./blocks";

const REL = "noopener noreferrer nofollow";

/** A block as nodes: text is only ever text, so that nothing in an answer can run. */
export function rendered(block: Block): VNode[] {
  return many(block.tokens, block.isClosed).filter(
    (node): node is VNode => typeof node === "object",
  );
}

function many(tokens: Token[], isClosed: boolean): VNodeChild[] {
  const found: VNodeChild[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    const end = token.nesting === 1 ? closing(tokens, at) : at;
    found.push(one(token, tokens.slice(at + 1, end), isClosed));
    at = end + 1;
  }
  return found;
}

function closing(tokens: Token[], at: number): number {
  let depth = 0;
  for (let end = at; end < tokens.length; end += 1) {
    depth += tokens[end]!.nesting;
    if (depth === 0) return end;
  }
  return tokens.length;
}

function one(token: Token, inner: Token[], isClosed: boolean): VNodeChild {
  switch (token.type) {
    case "inline":
      return many(token.children ?? [], isClosed) as VNodeChild;
    case "text":
    case "text_special":
      return token.content;
    case "plain":
      return h("p", { class: "plain" }, token.content);
    case "softbreak":
      return "\n";
    case "hardbreak":
      return h("br");
    case "code_inline":
      return h("code", token.content);
    case "fence":
    case "code_block":
      return h(CodeBlock, {
        code: token.content,
        language: token.info.trim().split(/\s+/)[0] ?? "",
        isClosed,
      });
    case "math_inline":
    case "math_block":
      return h(MathText, { tex: token.content, isBlock: token.type === "math_block" });
    case "hr":
      return h("hr");
    case "image":
      return picture(token);
    case "link_open":
      return link(said(token, "href"), many(inner, isClosed));
    case "table_open":
      return h(TableBlock, null, { default: () => many(inner, isClosed) });
    case "paragraph_open":
      return token.hidden ? (many(inner, isClosed) as VNodeChild) : h("p", many(inner, isClosed));
    case "heading_open":
      return h(
        `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`,
        { class: token.tag },
        many(inner, isClosed),
      );
    default:
      return h(token.tag || "span", attributes(token), many(inner, isClosed));
  }
}

function said(token: Token, attribute: string): string {
  return String(token.attrGet(attribute) ?? "");
}

/** Only as a link: a picture of another host would tell it what is read here. */
function picture(token: Token): VNodeChild {
  const source = said(token, "src");
  return link(source, [token.content || source]);
}

function link(href: string, inside: VNodeChild[]): VNodeChild {
  if (!/^(https?:|mailto:|#)/i.test(href)) return inside as VNodeChild;
  return h("a", { href, target: "_blank", rel: REL }, inside);
}

/** What tokens may say of an element: where a list begins, and how cells are aligned. */
function attributes(token: Token): Record<string, string> {
  const start = said(token, "start");
  const align = /text-align:(left|center|right)/.exec(said(token, "style"))?.[1];
  return { ...(start ? { start } : {}), ...(align ? { class: `align-${align}` } : {}) };
}
