// Small charts, with their text beside or in them.

/** Width and height of a chart's own units. */
const [WIDTH, HEIGHT] = [240, 48];

/** A line through values between 0 and 1. */
export function Line({ values, text }: { values: readonly number[]; text: string }) {
  const x = (at: number) => Math.round((WIDTH * at) / Math.max(1, values.length - 1));
  const y = (value: number) => Math.round(HEIGHT * (1 - Math.min(1, Math.max(0, value))));
  const points = values.map((value, at) => `${x(at)},${y(value)}`).join(" ");
  return (
    <svg class="chart" viewBox={`-3 -3 ${WIDTH + 6} ${HEIGHT + 6}`} role="img" aria-label={text}>
      <path d={`M0 ${HEIGHT}H${WIDTH}`} />
      <polyline points={points} />
    </svg>
  );
}

/** Bars of parts of the largest; those up to and with `now` are darker. */
export function Bars({
  parts,
  now,
  text,
}: {
  parts: readonly number[];
  now: number;
  text: string;
}) {
  const step = WIDTH / Math.max(1, parts.length);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
      {parts.map((part, at) => (
        <rect
          class={at === now ? "now" : ""}
          x={at * step + 0.5}
          y={HEIGHT * (1 - part)}
          width={step - 1}
          height={HEIGHT * part}
        />
      ))}
    </svg>
  );
}
