import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { h, type VNodeChild } from "vue";

const LANGUAGES = {
  bash, c, cpp, csharp, css, diff, go, ini, java, javascript, json, kotlin, php, python, ruby, rust,
  sql, typescript, xml, yaml,
}; // prettier-ignore
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerAliases(["vue"], { languageName: "xml" });

interface Node {
  scope?: string;
  children: (Node | string)[];
}

/** Code in colours, as nodes; null of a language that is not known. */
export function highlighted(code: string, language: string): VNodeChild[] | null {
  if (!hljs.getLanguage(language)) return null;
  const made = hljs.highlight(code, { language, ignoreIllegals: true });
  const { rootNode } = made._emitter as unknown as { rootNode: Node };
  return nodes(rootNode);
}

function nodes({ children }: Node): VNodeChild[] {
  return children.map((child) =>
    typeof child === "string" ? child : h("span", { class: classOf(child.scope) }, nodes(child)),
  );
}

function classOf(scope = ""): string {
  return scope && `hl-${scope.split(".")[0]}`;
}
