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
  "wait.wave":
    "Labelers disagree on these items of the page: only they are asked here, in wave {wave}.",
  "wait.offline":
    "The node does not answer. Go on: your answers are kept here, and what is due is sent once it answers. The clock goes on too.",
  "wait.not_drawn":
    "There was no room for {count} of the pages that you asked for. Nothing is lost.",
  "backup.save": "Keep a copy",
  "backup.what": "A small file. Whoever has it can reveal this page, and do nothing else.",
  "backup.missing": "This browser has nothing that opens this page.",
  "backup.restore": "Load a copy",
  "backup.restore_what": "A file that was kept when a page of {address} was sealed.",
  "backup.restored": "{count} page can be revealed with it.|{count} pages can be revealed with it.",
  "wait.persist":
    "Your browser is asked to keep what this page stores: without it only your wallet or a copy can open the seal.",
  "grid.how":
    "Choose an answer, then press the tiles that it fits. Keys answer the tile with the frame.",
  "grid.gives": "A press gives a tile this answer: {label}.",
  "grid.open": "no answer yet",
  "grid.shown": "{from} to {to} of {of}",
  "grid.back": "Before",
  "grid.next": "Next",
  "earned.paid": "Paid {pay}: {labels} labels at {paid} of the price.",
  "earned.will": "Will be paid {pay}: {labels} labels at {paid} of the price.",
  "earned.why":
    "You agreed with a skill of {skill}, which earns {rate}; the full price is from {full} on.",
  "earned.compare": "Compare with the verdict",
} as const satisfies Record<string, string>;
