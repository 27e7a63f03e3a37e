// The part of Markdown that instructions need: headings, lists, paragraphs, emphasis, code and links. It
// is read into a tree that the page shows as elements: no HTML of a stranger is ever parsed.

export type Inline =
  | { kind: "text" | "code" | "strong" | "em"; text: string }
  | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "heading"; level: number; text: Inline[] }
  | { kind: "paragraph"; text: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string };

const MARK = /^\s{0,3}(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(\S.*)$/s;
// Attack: a pattern in which spaces may belong to more than one part tries all ways to divide them. A few
// thousand stop the page for hours. So no two parts that repeat have a character in common.

/** The blocks of a text. */
export function readMarkdown(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): [Block | undefined, number] {
  const line = lines[at] ?? "";
  if (line.trim() === "") return [undefined, at + 1];
  if (line.startsWith("```")) return readCode(lines, at + 1);
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = "", text = ""] = heading;
    return [{ kind: "heading", level: marks.length, text: readInline(unmarked(text)) }, at + 1];
  }
  return MARK.test(line) ? readList(lines, at) : readParagraph(lines, at);
}

/** A heading without the marks that may close it. */
function unmarked(text: string): string {
  let end = text.trimEnd().length;
  while (text[end - 1] === "#") end -= 1;
  return text.slice(0, end).trimEnd();
}

function readCode(lines: readonly string[], from: number): [Block, number] {
  const end = lines.findIndex((line, at) => at >= from && line.startsWith("```"));
  const until = end < 0 ? lines.length : end;
  return [{ kind: "code", text: lines.slice(from, until).join("\n") }, until + 1];
}

function readList(lines: readonly string[], from: number): [Block, number] {
  const items: string[] = [];
  const ordered = MARK.exec(lines[from] ?? "")?.[2] !== undefined;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const mark = MARK.exec(line);
    if (mark && (mark[2] !== undefined) === ordered) items.push(mark[3] ?? "");
    else if (/^\s+\S/.test(line) && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
    else break;
  }
  return [{ kind: "list", ordered, items: items.map(readInline) }, at];
}

function readParagraph(lines: readonly string[], from: number): [Block, number] {
  let at = from;
  const ends = (line: string) =>
    line.trim() === "" || HEADING.test(line) || MARK.test(line) || line.startsWith("```");
  const found: string[] = [];
  do found.push((lines[at++] ?? "").trim());
  while (at < lines.length && !ends(lines[at] ?? ""));
  return [{ kind: "paragraph", text: readInline(found.join(" ")) }, at];
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|\[([^[\]]+)\]\(([^()\s]+)\)/g;

/** The parts of a line; what is no link to the web stays text. */
export function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  const plain = (until: number) => {
    if (until > from) parts.push({ kind: "text", text: text.slice(from, until) });
  };
  for (const found of text.matchAll(INLINE)) {
    const [all, code, strong, bold, em, slanted, label, href] = found;
    if (label !== undefined && !/^https:\/\//.test(href ?? "")) continue;
    plain(found.index);
    from = found.index + all.length;
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (label !== undefined) parts.push({ kind: "link", text: label, href: href ?? "" });
    else if (strong ?? bold) parts.push({ kind: "strong", text: strong ?? bold ?? "" });
    else parts.push({ kind: "em", text: em ?? slanted ?? "" });
  }
  plain(text.length);
  return parts;
}
