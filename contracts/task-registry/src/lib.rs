//! Campaigns, tasks, tickets, seats, seals, labels and verdicts: the market's only state machine.
