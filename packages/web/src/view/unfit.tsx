// Why somebody is not fit for a campaign, and what they can do about it.

import type { Denom } from "../chain/denoms.js";
import { showBps } from "../logic/money.js";
import type { Unfit } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { amountText } from "./text.js";

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
