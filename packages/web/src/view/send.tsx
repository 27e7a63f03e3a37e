// A button that sends. What it sends is shown first, by a part that is loaded then.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { account } from "../chain/wallet.js";
import { later } from "./later.js";
import type { Sending } from "./review.js";
import { connecting } from "./wallet-button.js";

/** What is shown before something is sent; where a button may be gone by then, its page shows this. */
export const Review = later(async () => (await import("./review.js")).Review, 0);

export interface SendProps extends Sending {
  /** What is on the button. */
  children: ComponentChildren;
  primary?: boolean;
  disabled?: boolean;
}

/** A button that sends a transaction. */
export function Send({ children, primary, disabled, ...sending }: SendProps) {
  const [open, setOpen] = useState(false);
  const begin = () => {
    if (account.value) setOpen(true);
    else connecting.value = true;
  };
  return (
    <>
      <button class={primary ? "primary" : ""} disabled={disabled ?? false} onClick={begin}>
        {children}
      </button>
      {open && <Review {...sending} close={() => setOpen(false)} />}
    </>
  );
}
