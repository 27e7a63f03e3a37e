/** The contracts of the suite, by the names that deployments and schemas use. */
export const CONTRACTS = [
  "task-registry",
  "label-escrow",
  "reputation-staking",
  "reward-token",
] as const;

/** Name of a contract. */
export type ContractName = (typeof CONTRACTS)[number];

/** Where a contract is. */
export interface DeployedContract {
  /** Its address. */
  address: string;
  /** Id of its code. */
  code_id?: number;
  /** SHA-256 of its code, hex. */
  checksum?: string;
}

/** A deployment of the suite, as the deploy tool writes it. Other fields are ignored. */
export interface Deployment {
  /** Chain id. */
  chain_id: string;
  /** The four contracts. */
  contracts: Record<ContractName, DeployedContract>;
}

/** Reads a deployment; says what is missing. */
export function parseDeployment(json: string): Deployment {
  const found = JSON.parse(json) as Partial<Deployment>;
  if (typeof found.chain_id !== "string") throw new TypeError("deployment: chain_id is missing");
  for (const name of CONTRACTS) {
    if (typeof found.contracts?.[name]?.address !== "string") {
      throw new TypeError(`deployment: contracts.${name}.address is missing`);
    }
  }
  return found as Deployment;
}
