// The words of waiting for a page, and of not missing what comes after.

export const texts = {
  "wait.tell": "Tell me when it is drawn",
  "wait.will_tell": "Your browser tells you when it is drawn, while this page is open.",
  "wait.calendar": "Deadlines for my calendar",
  "wait.drawn": "A page is drawn: its clock runs",
  "wait.draw": "Pasar: campaign {campaign} draws a page for you",
  "wait.seal": "Pasar: seal page {task} of campaign {campaign}",
  "wait.full": "Pasar: page {task} of campaign {campaign} is full, reveal it",
  "wait.reveal": "Pasar: reveal page {task} of campaign {campaign}",
} as const satisfies Record<string, string>;
