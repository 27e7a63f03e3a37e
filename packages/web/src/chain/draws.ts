// Draws for anybody, in a part of its own.

export { draws, dueTickets } from "pasar-client/drand";
