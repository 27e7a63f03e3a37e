// A field of a form, with what is wrong with it beside it.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useId } from "preact/hooks";

/** What is wrong, by the path of a field in the terms. */
export const Faults = createContext<Readonly<Record<string, string>>>({});

interface FieldProps {
  label: ComponentChildren;
  /** Path in the terms, by which refusals find their field. */
  path?: string;
  hint?: ComponentChildren;
  value: string;
  change: (value: string) => void;
  lines?: number;
  after?: ComponentChildren;
  kind?: "text" | "url" | "number";
  placeholder?: string;
  /** All that it may be. */
  options?: readonly string[];
}

/** What is wrong with a part that is no single field. */
export function Fault({ path }: { path: string }) {
  const fault = useContext(Faults)[path];
  if (fault === undefined) return null;
  return (
    <p class="bad-text" role="alert">
      {fault}
    </p>
  );
}

export function Field(props: FieldProps) {
  const {
    label,
    path = "",
    hint,
    value,
    change,
    lines,
    after,
    kind = "text",
    placeholder = "",
    options,
  } = props;
  const id = useId();
  const fault = useContext(Faults)[path];
  const common = {
    id,
    value,
    "aria-describedby": `${id}-hint`,
    "aria-invalid": fault !== undefined,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  return (
    <div class={lines ? "field wide-field" : "field"}>
      <label for={id}>{label}</label>
      <span class="field-row">
        {options ? (
          <select {...common}>
            {[...new Set([value, ...options])].sort().map((one) => (
              <option value={one}>{one}</option>
            ))}
          </select>
        ) : lines ? (
          <textarea rows={lines} {...common} />
        ) : (
          <input
            type="text"
            inputMode={kind === "number" ? "decimal" : kind}
            placeholder={placeholder}
            {...common}
          />
        )}
        {after}
      </span>
      <span
        id={`${id}-hint`}
        class={fault ? "bad-text" : "quiet"}
        role={fault ? "alert" : undefined}
      >
        {fault ?? hint}
      </span>
    </div>
  );
}
