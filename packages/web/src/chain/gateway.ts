// Private items, in a part of its own: most campaigns have none.

export { GatewaySession } from "pasar-client/manifest";
