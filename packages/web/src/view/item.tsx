// An item as its campaign's header has it shown. Nothing of it can run: text is text, HTML is in a
// frame without scripts and origin, and media are media.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Block, Header } from "../chain/manifest.js";
import { fieldText, marked, shownText, webHost } from "../logic/safe-text.js";
import { t } from "../words/words.js";
import { Media, type Place } from "./media.js";
import { Said } from "./said.js";
import { Notice } from "./text.js";

type Fields = Readonly<Record<string, unknown>>;

export interface ItemProps {
  name: string;
  fields: Fields;
  header: Header | undefined;
  place: Place;
  /** Without what enlarges a picture. */
  small?: boolean;
}

export function ItemView({ name, fields, header, place, small = false }: ItemProps) {
  const view = header?.view ?? [
    { show: "table" as const, fields: Object.keys(fields).filter((key) => key !== "gold") },
  ];
  return (
    <div class="item">
      {view.map((block) => (
        <section class="block" key={JSON.stringify(block)}>
          {block.title && (
            <h3>
              <Said texts={block.title} />
            </h3>
          )}
          <Shown {...{ block, name, fields, place, small }} />
        </section>
      ))}
    </div>
  );
}

interface ShownProps {
  block: Block;
  name: string;
  fields: Fields;
  place: Place;
  small?: boolean;
}

function Shown({ block, name, fields, place, small }: ShownProps) {
  switch (block.show) {
    case "text":
      return <TextBlock block={block} fields={fields} />;
    case "image": {
      const alt = fieldText(block.alt === undefined ? "" : fields[block.alt]);
      const text = alt || t("item.image_of", { name });
      const field = block.field;
      const zoom = !small && (block.zoom ?? true);
      return <Media kind="image" {...{ fields, field, place, text, zoom }} />;
    }
    case "audio":
    case "video":
      return <Media kind={block.show} {...{ fields, field: block.field, place }} text={name} />;
    case "html":
      return <Html text={fieldText(fields[block.field])} name={name} />;
    case "link":
      return <Link address={fieldText(fields[block.field])} />;
    case "table":
      return <Table names={block.fields} fields={fields} />;
    case "pair":
      return <Pair block={block} name={name} fields={fields} place={place} />;
  }
}

function TextBlock({ block, fields }: { block: Extract<Block, { show: "text" }>; fields: Fields }) {
  const parts = marked(shownText(fieldText(fields[block.field])), block.highlight ?? []);
  return (
    <p class={`said ${block.size ?? "normal"}`} dir={block.direction ?? "auto"}>
      <bdi>{parts.map(({ text, mark }) => (mark ? <mark>{text}</mark> : <>{text}</>))}</bdi>
    </p>
  );
}

function Table({ names, fields }: { names: readonly string[]; fields: Fields }) {
  return (
    <table class="fields">
      <tbody>
        {names.map((name) => (
          <tr>
            <th scope="row">{name}</th>
            <td dir="auto">
              <bdi>{shownText(fieldText(fields[name]))}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pair({
  block,
  name,
  fields,
  place,
}: ShownProps & { block: Extract<Block, { show: "pair" }> }) {
  return (
    <div class="pair">
      {block.fields.map((field, index) => (
        <figure>
          <figcaption>{index === 0 ? "A" : "B"}</figcaption>
          {block.as === "image" ? (
            <Media
              kind="image"
              {...{ fields, field, place }}
              text={t("item.image_of", { name: `${name} ${index === 0 ? "A" : "B"}` })}
              zoom={false}
            />
          ) : (
            <p class="said normal" dir="auto">
              <bdi>{shownText(fieldText(fields[field]))}</bdi>
            </p>
          )}
        </figure>
      ))}
    </div>
  );
}

/** In a frame without scripts, forms, origin or anything from elsewhere. */
function Html({ text, name }: { text: string; name: string }) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return (
    <iframe class="html" sandbox="" srcdoc={head + text} title={t("item.html_of", { name })} />
  );
}

function Link({ address }: { address: string }) {
  const host = webHost(address);
  if (host === undefined) return <Notice tone="warn">{t("item.no_link")}</Notice>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
      {t("item.opens", { host })}
    </a>
  );
}

/** Items, once the labeler wants to see what the header warns of. */
export function Warned({
  header,
  children,
}: {
  header: Header | undefined;
  children: ComponentChildren;
}) {
  const key = JSON.stringify(header?.warnings ?? []);
  const [seen, setSeen] = useState("");
  useEffect(() => setSeen(sessionStorage.getItem("pasar/warned") ?? ""), []);
  const warnings = header && seen !== key ? header.warnings : [];
  if (warnings.length === 0) return <>{children}</>;
  const goOn = () => {
    sessionStorage.setItem("pasar/warned", key);
    setSeen(key);
  };
  return (
    <Notice tone="warn">
      <p>{t("meaning.warnings", { what: warnings.join(", ") })}</p>
      <button onClick={goOn}>{t("desk.go_on")}</button>
    </Notice>
  );
}
