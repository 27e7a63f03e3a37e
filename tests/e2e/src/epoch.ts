// The people of the two epochs: the tests of the second go on with the accounts of the first.

import { readFileSync, writeFileSync } from "node:fs";
import { native, type PasarClient } from "pasar-client";
import { clientOf, local, newKey, PURSE, transfer } from "./accounts.js";
import { crank, honest, isClosed, open, stakeAll, working } from "./campaign.js";
import { setting } from "./setting.js";
import { SEAT_STAKE, terms } from "./terms.js";

export interface People {
  requester: PasarClient;
  staker: PasarClient;
  labelers: PasarClient[];
}

const FILE = () => setting("PASAR_PEOPLE");

/** New accounts, whose keys are kept. */
export async function begin(): Promise<People> {
  const keys = Array.from({ length: 5 }, newKey);
  writeFileSync(FILE(), JSON.stringify(keys));
  const people = await again();
  const all = [people.requester, people.staker, ...people.labelers];
  const funder = await local("commons");
  await funder.send(all.map(({ address }) => transfer(funder.address, address, PURSE)));
  return people;
}

/** The accounts that {@link begin} made. */
export async function again(): Promise<People> {
  const keys = JSON.parse(readFileSync(FILE(), "utf8")) as string[];
  const clients = await Promise.all(keys.map((key) => clientOf(key)));
  const [requester, staker, ...labelers] = clients as [PasarClient, PasarClient, ...PasarClient[]];
  return { requester, staker, labelers };
}

/** A campaign that they carry to its close; its id. */
export async function campaignOf({ requester, labelers }: People, coin: string): Promise<number> {
  const denom = native(coin);
  const seat_stake = { denom, amount: SEAT_STAKE.toString() };
  const changes = { domain: "animals/epochs", denom, seat_stake };
  const campaign = await open(requester, await terms(requester, changes));
  await stakeAll(labelers, 2n, coin);
  const workers = [...honest(labelers, campaign), crank(requester, campaign)];
  await working(workers, "the campaign to close", isClosed(requester, campaign));
  return campaign;
}
