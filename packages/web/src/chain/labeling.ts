// What seals and reveals, in a part of its own for labelers.

export { IndexedStore, Labeler, Openings } from "pasar-client/signing";
