// What answers the questions of an item: buttons, sliders and boxes, one below the other.

import type { Texts } from "pasar-client/manifest";
import { scaleLevel } from "pasar-client/reading";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { NONE, OPEN, type Answer } from "../logic/draft.js";
import {
  isEnded,
  levelName,
  noLabel,
  pressed,
  questionsOf,
  type Boxes,
  type Choice,
  type Option,
  type Slide,
  type Widget,
} from "../logic/form.js";
import { keyLabel } from "../logic/keys.js";
import { t } from "../words/words.js";
import { titleIn } from "./meaning.js";
import { Said } from "./said.js";

interface WidgetsProps {
  widgets: readonly Widget[];
  /** Labels by question. */
  answers: readonly number[];
  /** Which item they are of, where there are several. */
  item?: number;
  /** The widget whose answers have keys. */
  active: number;
  keys: readonly string[];
  /** Where the focus went. */
  enter: (index: number) => void;
  give: (index: number, answers: Answer[], ended: boolean) => void;
}

/** What a question or an answer is called in the reader's language. */
export const called = ({ title, name }: { title?: Texts | undefined; name: string }): string =>
  titleIn(title) ?? name;

/** What a widget asks in the reader's language. */
export const asked = (widget: Widget): string =>
  widget.kind === "boxes" ? groupName(widget) : called(widget);

export function Widgets(props: WidgetsProps) {
  const { widgets, active, item } = props;
  const list = useRef<HTMLDivElement>(null);
  // Who goes through questions by the keyboard or by touch is taken along, before the next key; who does not, is left
  // alone. A slider hears keys only where it has the focus.
  useLayoutEffect(() => {
    const fields = list.current?.querySelectorAll<HTMLElement>(".question");
    const field = fields?.[active];
    const slider = field?.querySelector<HTMLElement>("input[type=range]");
    const inside = document.activeElement?.closest(".question");
    if (slider && inside !== field) slider.focus({ preventScroll: true });
    else if (inside && inside !== field) field?.focus({ preventScroll: true });
    if (inside && inside !== field) field?.scrollIntoView({ block: "nearest" });
  }, [active, item]);
  return (
    <div class="questions" ref={list}>
      {widgets.map((widget, index) => (
        <Field key={index} {...props} widget={widget} index={index} />
      ))}
    </div>
  );
}

type FieldProps = WidgetsProps & { widget: Widget; index: number };

function Field(props: FieldProps) {
  const { widget, index, active, enter, give, answers } = props;
  const id = useId();
  const none = questionsOf(widget).every((question) => answers[question] === NONE);
  const name = asked(widget);
  return (
    <>
      {widget.kind !== "boxes" && widget.group && (
        <h3>
          <Said texts={widget.group} />
        </h3>
      )}
      <div
        class="question"
        role="group"
        aria-labelledby={id}
        tabIndex={-1}
        aria-current={index === active ? "true" : undefined}
        onFocusIn={() => enter(index)}
      >
        <div class="question-head">
          <strong id={id} dir="auto">
            {name}
          </strong>
          <button
            class="none"
            aria-pressed={none}
            aria-label={t("form.no_label_for", { name })}
            onClick={() => give(index, noLabel(widget), true)}
          >
            {t("form.no_label")}
          </button>
        </div>
        {widget.kind !== "boxes" && widget.hint && (
          <p class="quiet">
            <Said texts={widget.hint} />
          </p>
        )}
        {widget.kind === "choice" && <Buttons {...props} widget={widget} />}
        {widget.kind === "slide" && <Slider {...props} widget={widget} />}
        {widget.kind === "boxes" && <Checks {...props} widget={widget} />}
      </div>
    </>
  );
}

const groupName = ({ group, name }: Boxes): string =>
  titleIn(group) ?? (name === "" ? t("form.tags") : name);

/** The key of an answer, where its widget is the one that keys go to. */
function Key({ of, shown }: { of: string | undefined; shown: boolean }) {
  return shown && of ? <kbd aria-hidden="true">{keyLabel(of)}</kbd> : null;
}

function Ends({ from, to }: { from: ComponentChildren; to: ComponentChildren }) {
  return (
    <p class="ends quiet">
      <span>{from}</span> <span>{to}</span>
    </p>
  );
}

function Buttons({ widget, index, active, answers, keys, give }: FieldProps & { widget: Choice }) {
  const label = answers[widget.question];
  const { options, isScale } = widget;
  const hint = (option: Option | undefined) => option?.hint && <Said texts={option.hint} />;
  return (
    <>
      <div class={isScale ? "grades" : "choices"}>
        {options.map((option, at) => (
          <button
            aria-pressed={label === at}
            onClick={() => give(index, pressed(widget, at, answers), isEnded(widget, at))}
          >
            <Key of={keys[at]} shown={index === active && keys[at] !== option.name} />{" "}
            <span dir="auto">{called(option)}</span>
            {isScale && option.hint && <span class="hidden">{hint(option)}</span>}
          </button>
        ))}
      </div>
      {isScale && <Ends from={hint(options[0])} to={hint(options.at(-1))} />}
    </>
  );
}

/** Takes digits that are typed into a slider as a number on its scale. */
function useTyped(scale: Slide["scale"], label: number, set: (level: number) => void) {
  // What was typed, and what it gave: of another label it is forgotten.
  const typed = useRef({ text: "", label: OPEN });
  return (event: KeyboardEvent) => {
    const { key } = event;
    if (!/^[-\d.,]$/.test(key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const before = typed.current.label === label ? typed.current.text : "";
    // What is no place on the scale any more begins a new number.
    for (const text of [before + key, key]) {
      const level = scaleLevel(scale, Number(text.replace(",", ".")));
      typed.current = { text, label: level ?? label };
      if (level !== undefined) return set(level);
    }
  };
}

function Slider({ widget, index, answers, give }: FieldProps & { widget: Slide }) {
  const { scale, from, to } = widget;
  const label = answers[widget.question] ?? OPEN;
  const last = scale.levels - 1;
  const isSet = label <= last && label !== NONE && label !== OPEN;
  const kept = isSet ? label : Math.floor(last / 2);
  // While it is dragged. Of another label it is forgotten at once, not in an effect: between the events of one key
  // press the page is drawn, and what it writes into the slider then is what the second event says.
  const [drag, setDrag] = useState<{ label: number; place: number }>();
  const moved = drag?.label === label ? drag.place : undefined;
  const place = moved ?? kept;
  const id = useId();
  const text = isSet || moved !== undefined ? levelName(scale, place) : t("form.not_yet");
  const end = (level: number) => String(level === 0 ? scale.from : scale.to);
  const set = (level: number) => give(index, [[widget.question, level]], false);
  const type = useTyped(scale, label, set);
  const step = (by: number, sign: string) => (
    <button
      aria-label={`${sign}1 · ${called(widget)}`}
      onClick={() => set(Math.max(0, Math.min(last, kept + by)))}
    >
      {sign}
    </button>
  );
  return (
    <>
      <output htmlFor={id} aria-hidden="true" children={text} />
      <div class="slide">
        {step(-1, "−")}
        <input
          id={id}
          type="range"
          onKeyDown={type}
          min={0}
          max={last}
          step={1}
          value={place}
          class={isSet ? "" : "open"}
          aria-label={called(widget)}
          aria-valuetext={text}
          onInput={({ currentTarget }) => setDrag({ label, place: currentTarget.valueAsNumber })}
          onChange={({ currentTarget }) => {
            setDrag(undefined);
            set(currentTarget.valueAsNumber);
          }}
          onPointerUp={({ currentTarget: { valueAsNumber } }) => {
            // Who means the place where it stands presses it there: nothing changes then.
            if (!isSet) set(valueAsNumber);
          }}
        />
        {step(1, "+")}
      </div>
      <Ends
        from={from ? <Said texts={from} /> : end(0)}
        to={to ? <Said texts={to} /> : end(last)}
      />
    </>
  );
}

function Checks({ widget, index, active, answers, keys, give }: FieldProps & { widget: Boxes }) {
  const press = (option: number) =>
    give(index, pressed(widget, option, answers), isEnded(widget, option));
  const all = widget.boxes.map(({ question }) => answers[question]);
  const nothing = widget.boxes.length;
  return (
    <div class="boxes">
      {widget.boxes.map((box, at) => (
        <Box
          box={box}
          label={answers[box.question] ?? OPEN}
          press={() => press(at)}
          key={at}
          mark={<Key of={keys[at]} shown={index === active} />}
        />
      ))}
      <button aria-pressed={all.every((label) => label === 0)} onClick={() => press(nothing)}>
        <Key of={keys[nothing]} shown={index === active} /> {t("form.none_of")}
      </button>
    </div>
  );
}

interface BoxProps {
  box: Boxes["boxes"][number];
  label: number;
  press: () => void;
  mark: ComponentChildren;
}

/** Neither ticked nor empty until somebody says so. */
function Box({ box, label, press, mark }: BoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const isOpen = label !== 0 && label !== 1;
  useLayoutEffect(() => {
    if (!input.current) return;
    input.current.indeterminate = isOpen;
    input.current.checked = label === 1;
  });
  return (
    <label class="box">
      <input
        ref={input}
        type="checkbox"
        checked={label === 1}
        onChange={press}
        aria-describedby={box.hint && id}
      />
      <span>
        {mark} <span dir="auto">{called(box)}</span>
        {box.hint && (
          <small class="quiet" id={id}>
            <Said texts={box.hint} />
          </small>
        )}
      </span>
    </label>
  );
}
