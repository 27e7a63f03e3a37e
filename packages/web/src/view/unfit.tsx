// Why somebody is not fit for a campaign, and what they can do about it.

import { now } from "../chain/connection.js";
import type { Denom } from "../chain/denoms.js";
import type { Campaign } from "../chain/fitness.js";
import { showBps } from "../logic/money.js";
import type { Unfit } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { amountText, durationText } from "./text.js";

export function unfitText(reason: Unfit, denom: Denom): string {
  switch (reason.why) {
    case "skill":
      return t("unfit.skill", {
        found: showBps(reason.found, language.value),
        wanted: showBps(reason.wanted, language.value),
      });
    case "mass":
      return t("unfit.mass", { found: reason.found, wanted: reason.wanted });
    case "stake":
      return t("unfit.stake", { missing: amountText(reason.missing, denom) });
    default:
      return t(`unfit.${reason.why}`);
  }
}

/** That no page is free now, and when one may be; undefined where a seat is open, or the campaign is not. */
export function fullText(
  { status, terms }: Pick<Campaign, "status" | "terms">,
  seat: number | undefined,
): string | undefined {
  if (status !== "open") return undefined;
  if (seat === undefined) {
    return t("unfit.full", { time: durationText(terms.windows.commit_seconds) });
  }
  const left = seat - now();
  return left > 0 ? t("unfit.opens", { time: durationText(Math.ceil(left)) }) : undefined;
}
