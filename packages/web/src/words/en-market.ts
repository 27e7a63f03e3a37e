// The words of the market.

export const texts = {
  "market.title": "Work",
  "market.no_wallet": "You can look around without a wallet. To label, connect one.",
  "market.empty": "There is no campaign yet.",
  "market.none": "No campaign fits this choice.",
  "market.show": "Which campaigns",
  "market.fit": "Fit for me",
  "market.open": "Open",
  "market.all": "All",
  "market.every_domain": "All fields",
  "market.hidden": "{count} more is not shown|{count} more are not shown",
  "market.a_page": "a page of {count} item|a page of {count} items",
  "market.stake": "stake",
  "market.time": "{time} to label a page",
  "market.left": "Pages left: {count} of {of}",
  "market.look": "Look",
  "market.rate": "With your record a page would earn about {rate} of the price.",
  "market.newcomer":
    "You are new in this field. Pages without a verdict on your skill earn about {rate} of the price.",
} as const satisfies Record<string, string>;
