/** The contracts of the suite, by the names that schemas use. */
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

/** A deployment of the suite. */
export interface Deployment {
  /** Chain id. */
  chain_id: string;
  /** The four contracts. */
  contracts: Record<ContractName, DeployedContract>;
}

/**
 * Reads a deployment as the deploy tool writes it, whether contracts are written `task-registry` or
 * `task_registry`; says what is missing, and ignores what is not needed.
 */
export function parseDeployment(json: string | object): Deployment {
  const found = (typeof json === "string" ? JSON.parse(json) : json) as {
    chain_id?: unknown;
    contracts?: Record<string, Partial<DeployedContract> | undefined>;
  };
  if (typeof found.chain_id !== "string") throw new TypeError("deployment: chain_id is missing");
  const contracts = CONTRACTS.map((name): [ContractName, DeployedContract] => {
    const contract = found.contracts?.[name] ?? found.contracts?.[name.replace("-", "_")];
    if (typeof contract?.address !== "string") {
      throw new TypeError(`deployment: contracts.${name}.address is missing`);
    }
    return [name, { ...contract, address: contract.address }];
  });
  return {
    chain_id: found.chain_id,
    contracts: Object.fromEntries(contracts) as Record<ContractName, DeployedContract>,
  };
}
