import { MsgSend } from "cosmjs-types/cosmos/bank/v1beta1/tx";
import { must, report } from "./say.js";

/** @typedef {import("./job.js").Job} Job */

/**
 * Sends the commons one unit, before any code is paid for. A bank refuses to pay some addresses, those of
 * modules for instance: what is due to such a commons could never leave the contracts, and it is fixed
 * for good.
 * @param {Job} job
 */
export async function tryCommons({ chain, deployment, profile }) {
  const { commons } = profile;
  const { record } = deployment;
  // What the deployer has came to it.
  if (commons === chain.sender || record.paid_commons === commons) return;
  const { denom } = profile.gasPrice;
  must((await chain.balance()) > 0n, `${chain.sender} has no ${denom} to pay with`);
  const before = await chain.balance(commons);
  await chain.send(
    `one ${denom} to the commons ${commons}`,
    [unit(chain.sender, commons, denom)],
    async () => (await chain.balance(commons)) > before,
  );
  record.paid_commons = commons;
  deployment.save();
  report("commons", `${commons} can be paid`);
}

/** @param {string} from @param {string} to @param {string} denom */
const unit = (from, to, denom) => ({
  typeUrl: "/cosmos.bank.v1beta1.MsgSend",
  value: MsgSend.fromPartial({
    fromAddress: from,
    toAddress: to,
    amount: [{ denom, amount: "1" }],
  }),
});
