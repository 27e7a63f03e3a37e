import { coded } from "../chain/coded.js";

/** What can be wrong with a manifest. */
export type ManifestFault =
  /** The address of the terms says too little, or names what no page may fetch. */
  | "uri"
  /** Nothing answers, or the server lets no other page read it. */
  | "unreachable"
  /** The server answers, and refuses. */
  | "status"
  /** More bytes than a manifest may have. */
  | "size"
  /** What came is not what the terms or a line bind. */
  | "hash"
  /** The header has another form; see {@link HeaderError}. */
  | "header"
  /** Lines, their index or their proofs have another form. */
  | "items"
  /** A field links to what no page may load. */
  | "link"
  /** The items are given only to those who sign in at a gateway. */
  | "sign-in";

/** Thrown where a manifest cannot be had or must not be believed; in words for those who label. */
export class ManifestError extends Error {
  override readonly name: string = "ManifestError";

  constructor(
    readonly fault: ManifestFault,
    message: string,
    options: ErrorOptions & {
      /** Status of the answer, where one came. */
      status?: number;
    } = {},
  ) {
    super(message, options);
    this.status = options.status;
  }

  readonly status: number | undefined;
}

/** Thrown where a header has another form: which member, what was found, what was wanted. */
export class HeaderError extends ManifestError {
  override readonly name = "HeaderError";

  constructor(
    /** Such as `view[1].show`; empty for the header itself. */
    readonly member: string,
    readonly found: string,
    readonly wanted: string,
  ) {
    super("header", `${member || "the header"}: found ${found}, expected ${wanted}`);
    coded(this, "header_form", { member: member || "manifest.json", found, wanted });
  }
}
