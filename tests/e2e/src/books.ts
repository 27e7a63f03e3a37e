import assert from "node:assert/strict";
import { audit, type PasarClient } from "pasar-client";

/** Balances of escrow and staking are what they owe and what nobody is owed, to the unit. */
export async function assertAudit(client: PasarClient): Promise<void> {
  for (const contract of [client.escrow, client.staking]) {
    let denoms = 0;
    for await (const books of audit(contract)) {
      const { balance, liabilities, free, shortfall } = books;
      assert.equal(shortfall, "0", `${contract.address}: ${JSON.stringify(books)}`);
      assert.equal(BigInt(balance), BigInt(liabilities) + BigInt(free), JSON.stringify(books));
      // Nobody gives these contracts anything in these tests.
      assert.equal(free, "0", JSON.stringify(books));
      denoms += 1;
    }
    assert.ok(denoms > 0, `${contract.address} has books`);
  }
}

/** A campaign's ledger, in numbers. */
export async function ledger(client: PasarClient, campaign: number) {
  const found = await client.escrow.query("campaign", { campaign });
  const { deposited, reserved, pay, commons, fee, tips, refunded, bonds } = found;
  const numbers = { deposited, reserved, pay, commons, fee, tips, refunded, bonds };
  const entries = Object.entries(numbers).map(([name, amount]) => [name, BigInt(amount)]);
  return Object.fromEntries(entries) as Record<keyof typeof numbers, bigint>;
}

/** What was deposited is what was divided and what is still reserved. */
export async function assertLedger(client: PasarClient, campaign: number): Promise<void> {
  const found = await ledger(client, campaign);
  const { reserved, pay, commons, fee, tips, refunded } = found;
  const divided = reserved + pay + commons + fee + tips + refunded;
  assert.equal(found.deposited, divided, `campaign ${campaign}`);
}
