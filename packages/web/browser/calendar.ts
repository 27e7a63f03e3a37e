// Reads calendars as strictly as RFC 5545 is written, and knows nothing of what the page writes.

import assert from "node:assert/strict";

/** Octets of a line, without its end. */
const MOST_OCTETS = 75;

/** Values by name of a component; those that it holds stand below. */
export interface Component {
  name: string;
  values: Map<string, string>;
  parts: Component[];
}

/** Content lines: each ends with CRLF, has few octets, and goes on where the next one begins with a blank. */
function contentLines(bytes: Buffer): string[] {
  const lines = bytes.toString("utf8").split("\r\n");
  assert.equal(lines.pop(), "", "the last line ends with CRLF");
  for (const line of lines) {
    assert.doesNotMatch(line, /[\r\n]/, "CR and LF stand together");
    assert.ok(Buffer.byteLength(line) <= MOST_OCTETS, `${line} is longer than ${MOST_OCTETS}`);
  }
  return lines
    .join("\r\n")
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n");
}

/** The text of a value: commas and semicolons are escaped, and nothing else but backslashes and line breaks. */
export function readText(value: string): string {
  assert.match(value, /^(?:[^\\,;]|\\[\\,;nN])*$/, value);
  return value.replace(/\\(.)/g, (_, one: string) => (/n/i.test(one) ? "\n" : one));
}

/** Seconds since 1970 of a moment in UTC. */
export function readMoment(value: string): number {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  assert.ok(found, `${value} is no moment in UTC`);
  const [year = 0, month = 0, ...rest] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, ...rest) / 1_000;
}

/** What each component must have. */
const WANTED: Record<string, readonly string[]> = {
  VCALENDAR: ["PRODID", "VERSION"],
  VEVENT: ["UID", "DTSTAMP", "DTSTART", "SUMMARY"],
  VALARM: ["ACTION", "DESCRIPTION", "TRIGGER"],
};

/** The events of a calendar, each with its reminder. */
export function readCalendar(bytes: Buffer): Component[] {
  const open: Component[] = [{ name: "", values: new Map(), parts: [] }];
  for (const line of contentLines(bytes)) {
    const [, name = "", value = ""] = /^([A-Z][A-Z-]*):(.*)$/.exec(line) ?? [];
    const inner = open.at(-1)!;
    assert.ok(name, `${line} is no line of a calendar`);
    if (name === "BEGIN") open.push({ name: value, values: new Map(), parts: [] });
    else if (name !== "END") {
      assert.ok(!inner.values.has(name), `${name} twice`);
      inner.values.set(name, value);
    } else {
      assert.equal(value, inner.name);
      for (const wanted of WANTED[value] ?? []) assert.ok(inner.values.get(wanted), wanted);
      open.pop();
      open.at(-1)!.parts.push(inner);
    }
  }
  assert.equal(open.length, 1, "what begins ends");
  const [calendar, ...others] = open[0]!.parts;
  assert.equal(others.length, 0);
  assert.equal(calendar?.name, "VCALENDAR");
  assert.equal(calendar.values.get("VERSION"), "2.0");
  const uids = calendar.parts.map(({ values }) => values.get("UID"));
  assert.equal(new Set(uids).size, uids.length, "each event has a UID of its own");
  return calendar.parts;
}
