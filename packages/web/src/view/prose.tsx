// Instructions of a requester, as elements: none of their text is ever read as HTML.

import type { Block, Inline } from "../logic/markdown.js";
import { readMarkdown } from "../logic/markdown.js";

export function Prose({ text, lang }: { text: string; lang: string }) {
  return (
    <div class="prose" lang={lang} dir="auto">
      {readMarkdown(text).map((block) => (
        <Part block={block} />
      ))}
    </div>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === "code") return <pre>{block.text}</pre>;
  if (block.kind === "paragraph") return <p>{block.text.map(inline)}</p>;
  if (block.kind === "list") {
    const items = block.items.map((item) => <li>{item.map(inline)}</li>);
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  // The page has its own first and second level.
  return block.level < 2 ? <h3>{block.text.map(inline)}</h3> : <h4>{block.text.map(inline)}</h4>;
}

function inline(part: Inline) {
  if (part.kind === "link") return <Outside href={part.href} text={part.text} />;
  if (part.kind === "text") return <>{part.text}</>;
  if (part.kind === "code") return <code>{part.text}</code>;
  if (part.kind === "strong") return <strong>{part.text}</strong>;
  return <em>{part.text}</em>;
}

function Outside({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={href}>
      {text}
    </a>
  );
}
