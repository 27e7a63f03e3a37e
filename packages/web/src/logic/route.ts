// Addresses within the page: what follows `#`, so that the folder works wherever it is put.

/** Pages without a number, by their path. */
const PLAIN = ["market", "me", "new", "stake", "due", "settings", "help"] as const;
/** Pages of a campaign, by what follows its number. */
const OF_CAMPAIGN = ["join", "label", "data", "run"] as const;

export type PlainPage = (typeof PLAIN)[number];
export type CampaignPage = (typeof OF_CAMPAIGN)[number];

export type Route =
  | { page: PlainPage }
  | { page: "campaign" | CampaignPage; campaign: number }
  | { page: "task" | "panel"; campaign: number; task: number }
  | { page: "profile"; address: string }
  | { page: "nowhere"; path: string };

/** A route and what follows `?`. */
export interface Place {
  route: Route;
  query: URLSearchParams;
}

/** Reads the part of an address from `#` on. */
export function readHash(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  return { route: readPath(path), query: new URLSearchParams(query) };
}

function readPath(path: string): Route {
  const [first = "", second, third, fourth, fifth, ...rest] = path.split("/").filter(Boolean);
  const nowhere: Route = { page: "nowhere", path };
  if (first === "") return { page: "market" };
  if (second === undefined) {
    const plain = PLAIN.find((page) => page === first && page !== "market");
    return plain ? { page: plain } : nowhere;
  }
  if (first === "p" && third === undefined) {
    return /^[a-z0-9]{10,90}$/.test(second) ? { page: "profile", address: second } : nowhere;
  }
  const campaign = number(second);
  if (first !== "c" || campaign === undefined || rest.length > 0) return nowhere;
  if (third === undefined) return { page: "campaign", campaign };
  const task = number(fourth);
  if (third === "t" && task !== undefined && fifth === undefined) {
    return { page: "task", campaign, task };
  }
  if (third === "t" && task !== undefined && fifth === "panel") {
    return { page: "panel", campaign, task };
  }
  const page = OF_CAMPAIGN.find((name) => name === third);
  return page && fourth === undefined ? { page, campaign } : nowhere;
}

/** A number as routes and messages have it: 32 bits, without sign or leading zeros. */
function number(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:0|[1-9]\d{0,9})$/.test(text)) return undefined;
  const value = Number(text);
  return value <= 0xffff_ffff ? value : undefined;
}

/** The address of a route. */
export function href(route: Exclude<Route, { page: "nowhere" }>): string {
  if (route.page === "market") return "#/";
  if (route.page === "profile") return `#/p/${route.address}`;
  if (!("campaign" in route)) return `#/${route.page}`;
  const at = `#/c/${route.campaign}`;
  if (route.page === "campaign") return at;
  if (!("task" in route)) return `${at}/${route.page}`;
  return `${at}/t/${route.task}${route.page === "panel" ? "/panel" : ""}`;
}
