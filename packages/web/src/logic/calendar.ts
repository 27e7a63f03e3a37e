// Deadlines as a file that calendars read (RFC 5545).

export interface Deadline {
  /** Another one for each. */
  id: string;
  /** In ASCII, so that its characters are bytes. */
  title: string;
  /** Seconds since 1970. */
  at: number;
}

/** Minutes before a deadline at which a calendar reminds. */
const REMINDER_MINUTES = 15;

const stamp = (seconds: number) =>
  new Date(1_000 * seconds).toISOString().replace(/[-:]|\.\d+/g, "");

/** What has a meaning in values is escaped. */
const text = (value: string) => value.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

/** Lines have 75 bytes at most; one that goes on begins with a space. */
const fold = (line: string) => line.replace(/.{74}(?=.)/g, "$&\r\n ");

/** A calendar of deadlines, made at a moment. */
export function toCalendar(deadlines: readonly Deadline[], now: number): string {
  const events = deadlines.flatMap(({ id, title, at }) => [
    "BEGIN:VEVENT",
    `UID:${text(id)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    `SUMMARY:${text(title)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${text(title)}`,
    `TRIGGER:-PT${REMINDER_MINUTES}M`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pasar//EN", ...events];
  return [...lines, "END:VCALENDAR", ""].map(fold).join("\r\n");
}
