// Who may see what, by the chain's state as it is now. Each function asks one thing of one contract.

import { RefusedError } from "pasar-client";
import { Refused } from "./refused.js";

/** @typedef {import("pasar-client").PasarReader} Reader */
/** @typedef {import("pasar-client").taskRegistry.CampaignResponse} Campaign */

/** Most campaigns of which the terms are kept. */
const KEPT = 1_000;

export class Rights {
  /** Terms never change, nor does who wrote them. @type {Map<number, Promise<Campaign>>} */
  #campaigns = new Map();

  /**
   * @param {Reader} reader
   * @param {(campaign: number) => readonly number[] | undefined} [offers] Offers whose terms of use are taken.
   */
  constructor(reader, offers = () => undefined) {
    this.reader = reader;
    this.offers = offers;
  }

  /** @param {number} campaign @returns {Promise<Campaign>} */
  campaign(campaign) {
    const known = this.#campaigns.get(campaign);
    if (known) return known;
    const found = this.reader.registry.query("campaign", { campaign });
    if (this.#campaigns.size < KEPT) this.#campaigns.set(campaign, found);
    // What failed is asked for again.
    found.catch(() => this.#campaigns.delete(campaign));
    return found;
  }

  /** Refuses who may not see a task's items. @param {number} campaign @param {number} task @param {string} address */
  async seeTask(campaign, task, address) {
    if (await this.hasSeat(campaign, task, address)) return;
    if (await this.hasAll(campaign, address)) return;
    throw new Refused(
      403,
      `${address} has no drawn or sealed seat in task ${task} of campaign ${campaign}, is not its ` +
        "requester, and holds no license",
    );
  }

  /** Refuses who may not see everything. @param {number} campaign @param {string} address */
  async seeAll(campaign, address) {
    if (await this.hasAll(campaign, address)) return;
    const why = `${address} is not the requester of campaign ${campaign}, and holds no license of it`;
    throw new Refused(403, why);
  }

  /** @param {number} campaign @param {string} address */
  async hasAll(campaign, address) {
    return (await this.isRequester(campaign, address)) || this.hasLicense(campaign, address);
  }

  /** Whether somebody labels the task now. @param {number} campaign @param {number} task @param {string} labeler */
  async hasSeat(campaign, task, labeler) {
    const { registry } = this.reader;
    const seat = await found(registry.query("seat", { campaign, task, labeler }));
    return waits(seat?.status) || this.judges(campaign, task, labeler);
  }

  /**
   * Whether somebody sits in the panel of the task's live challenge.
   * @param {number} campaign @param {number} task @param {string} labeler
   */
  async judges(campaign, task, labeler) {
    const { registry } = this.reader;
    const about = await found(registry.query("task", { campaign, task }));
    if (!about?.challenged) return false;
    const { seats } = await registry.query("panel", { campaign, task, challenge: about.challenges });
    return seats.some((seat) => seat.labeler === labeler && waits(seat.status));
  }

  /** @param {number} campaign @param {string} address */
  async isRequester(campaign, address) {
    return (await this.campaign(campaign)).requester === address;
  }

  /** @param {number} campaign @param {string} address */
  async hasLicense(campaign, address) {
    const offers = this.offers(campaign);
    const asked = { campaign, address, ...(offers && { offers: [...offers] }) };
    return (await this.reader.escrow.query("has_license", asked)).licensed;
  }
}

/**
 * What was asked for; nothing where the contract refuses to show it, because it is not there.
 * @template T @param {Promise<T>} asked @returns {Promise<T | undefined>}
 */
async function found(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RefusedError && error.byContract) return undefined;
    throw error;
  }
}

/** Whether a seat waits for its labeler. @param {import("pasar-client").taskRegistry.SeatStatus} [status] */
const waits = (status) => status === "drawn" || status === "sealed";
