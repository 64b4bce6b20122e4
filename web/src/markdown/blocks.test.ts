import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { blocksOf, GrowingText, type Token } from "./blocks";
import MarkdownText from "./MarkdownText.vue";

function shown(text: string): Element {
  return mount(MarkdownText, { props: { text, isComplete: true } }).element as Element;
}

function kinds(text: string): string[] {
  const all = (tokens: Token[]): string[] =>
    tokens.flatMap((token) => [token.type, ...all(token.children ?? [])]);
  return blocksOf(text).flatMap((block) => all(block.tokens));
}

describe("emphasis beside Chinese punctuation", () => {
  it.each([
    "在**“工具”**方面",
    "**注意：**正文",
    "**真。**她",
    "含**「重点」**内容",
    "**（测试）**后文",
    "他说**“引号”**她",
  ])("%s is bold, without its stars", (text) => {
    const page = shown(text);

    expect(page.querySelectorAll("strong")).toHaveLength(1);
    expect(page.textContent).not.toContain("*");
  });

  it("leaves powers and ranges alone", () => {
    expect(shown("2**3").textContent).toContain("2**3");
    expect(shown("27~28℃，14~17℃").querySelector("s")).toBeNull();
    expect(shown("~~旧~~").querySelector("s")?.textContent).toBe("旧");
  });
});

describe("formulas", () => {
  it.each(["设\\(\\alpha\\)为", "\\[\nx^2\n\\]", "$$a+b$$", "令$x^2$为", "当$n$很大"])(
    "%s is one",
    (text) => expect(kinds(text).filter((kind) => kind.startsWith("math"))).toHaveLength(1),
  );

  it.each([
    "从 $5 涨到 $10",
    "**$4** 到 **$6**",
    "$93K–$307K",
    "$25 is more than $24",
    "`\\(x\\)`",
    "```\n$$x$$\n```",
    "\\(没有结束",
  ])("%s is none", (text) => {
    expect(kinds(text).filter((kind) => kind.startsWith("math"))).toEqual([]);
  });
});

describe("what is hostile", () => {
  it.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    '<iframe srcdoc="<b>x">',
    "<style>*{display:none}</style>",
  ])("%s is text", (text) => {
    const page = shown(text);

    expect(page.textContent).toContain(text);
    expect(page.querySelector("img, script, svg[onload], iframe, style")).toBeNull();
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JaVaScRiPt:alert(1)"])(
    "[x](%s) is no link",
    (url) => expect(shown(`[x](${url})`).querySelector("a")).toBeNull(),
  );

  it("a picture of another host is a link, and asks for nothing", () => {
    const page = shown("![看](https://evil.example/?q=1)");

    expect(page.querySelector("img")).toBeNull();
    expect(page.querySelector("a")?.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  });
});

it("ends an address where Chinese begins", () => {
  const links = [...shown("见 https://a.cn/x，然后 https://a.cn/x（注）").querySelectorAll("a")];

  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "https://a.cn/x",
    "https://a.cn/x",
  ]);
});

describe("a text that grows", () => {
  const TEXT =
    "# 标题\n\n第一段。\n\n```python\nprint(1)\n```\n\n- 一\n- 二\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n完。";

  it("ends as the same as when it is read at once", () => {
    const growing = new GrowingText();
    for (let end = 1; end < TEXT.length; end += 1) growing.blocks(TEXT.slice(0, end), false);
    const types = (found: { tokens: Token[] }[]) =>
      found.map(({ tokens }) => tokens.map((t) => t.type + t.content));

    expect(types(growing.blocks(TEXT, true))).toEqual(types(blocksOf(TEXT)));
  });

  it("keeps blocks that have ended as the same objects", () => {
    const growing = new GrowingText();
    const before = growing.blocks("一。\n\n二。\n\n三", false);
    const after = growing.blocks("一。\n\n二。\n\n三三三", false);

    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
  });

  it("shows no heading for a line whose list has only begun", () => {
    const growing = new GrowingText();

    for (const text of ["标题\n-", "标题\n--", "标题\n="]) {
      expect(
        growing.blocks(text, false).flatMap(({ tokens }) => tokens.map((t) => t.tag)),
      ).not.toContain("h2");
    }
  });

  it("shows a fence that is open as code", () => {
    expect(new GrowingText().blocks("```js\nlet a", false)[0]!.tokens[0]!.type).toBe("fence");
  });

  it("shows a long paragraph as plain text until it ends", () => {
    const growing = new GrowingText();
    const long = "长".repeat(10_000);

    expect(growing.blocks(long, false)[0]!.tokens[0]!.type).toBe("plain");
    expect(growing.blocks(long, true)[0]!.tokens[0]!.type).toBe("paragraph_open");
  });
});
