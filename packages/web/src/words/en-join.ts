// The words of what comes before one begins to label.

export const texts = {
  "practice.start": "Try {count} example|Try {count} examples",
  "practice.end": "{right} of {of} right",
  "practice.right": "Right.",
  "practice.wrong": "The requester says: {label}.",
  "practice.next": "Next",
  "join.what": "What it is",
  "join.pays": "What it pays",
  "join.risks": "What you can lose",
  "join.sign": "What you sign",
  "join.no_items":
    "Do not begin while the items cannot be seen: a page that was drawn must be labeled in time.",
  "join.pay_text":
    "{price} a label, {page} for a page with {count} of them at the full price. You get a part of it that grows with your skill: nothing at {floor}, all from {full} on. Skill is how well you agree with the others, beyond chance.",
  "join.rate": "With your record so far a page would earn about {page}, {rate} of the price.",
  "join.newcomer":
    "You are new in this field. Each page shows your skill anew; at the skill that newcomers start with it would earn about {page}, {rate} of the price.",
  "join.seats": "Pages that I want to have at once",
  "join.no_funds": "Your wallet lacks {missing} for this stake.",
  "join.first": "1 · Stake, and let this browser work for you",
  "join.bond": "1 · Add the missing stake",
  "join.first_done": "✓ Stake and session are there.",
  "join.bond_does":
    "Stakes {amount}. It stays yours, and staked: after your pages are paid you can take out under Stake what was not lost, and withdraw it after a wait.",
  "join.session_does":
    "Lets a key of this browser take pages, sit in panels, seal and reveal in your name: {calls} messages within {time}, no other message, no money but their fees. You can stop it at any time.",
  "join.text": "2 · Sign the text",
  "join.text_does":
    "One text to sign, which moves no money. From it follow the secrets of your seals, so that no device can lose them.",
  "join.text_done": "✓ The text is signed.",
  "join.go": "To the pages",
  "join.go_anyway": "To the pages; the wallet will be asked at each step",
  "risk.undrawn": "A ticket that nobody draws within {time} of its round",
  "risk.late": "A page that is not sealed within {time}",
  "risk.half": "Fewer than {count} label on it|Fewer than {count} labels on it",
  "risk.vanish": "Sealed, and never revealed",
  "risk.wrong": "Labels that differ from the verdict",
  "risk.wrong_costs": "no stake; you earn less, and your record gets worse",
} as const satisfies Record<string, string>;
