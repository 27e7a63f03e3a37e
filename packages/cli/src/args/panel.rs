//! Arguments of challenges and their panels.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Challenges and their panels.
#[derive(Subcommand, Debug)]
pub enum Disputes {
    /// Challenger: has a panel label named items anew, for the bond that the chain asks for.
    Challenge(Challenge),
    /// Labeler: live challenges, what the signer has there, and what is due when.
    Panels(Panels),
    /// Labeler: registers for a panel, sits in their turn, seals and reveals, until the panel has decided.
    Judge(Judge),
    /// Labeler: registers for a seat of a panel.
    RegisterPanel(RegisterPanel),
    /// Labeler: takes a seat of a panel they registered for, when chance says so.
    SitPanel(TaskOnly),
    /// Labeler: seals the labels of a panel seat.
    SealPanel(PanelLabels),
    /// Labeler: opens the seal of their panel seat.
    RevealPanel(PanelLabels),
    /// Labeler: takes back the stake of registrations that got no seat.
    Unregister {
        /// The denom of the stake.
        denom: String,
    },
    /// Anyone: does for a live challenge what time or its seals allow.
    AdvancePanel(TaskOnly),
}

/// See [`Disputes::Challenge`].
#[derive(Args, Debug)]
pub struct Challenge {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Items whose label is wrong, by their number in the campaign, or by name with --names: `a,b`, or
    /// `"a,b",c` where a name has a comma.
    #[arg(long, required = true)]
    pub items: Vec<String>,
    /// Items to name beside them whose label is right; where they are fewer than two for each wrong one,
    /// more are drawn.
    #[arg(long)]
    pub right: Vec<String>,
    /// Names no items but these.
    #[arg(long)]
    pub only: bool,
    /// The items' file, where they are named.
    #[arg(long)]
    pub names: Option<PathBuf>,
}

/// See [`Disputes::Panels`].
#[derive(Args, Debug)]
pub struct Panels {
    /// Campaigns; all there are by default.
    pub campaigns: Vec<u32>,
}

/// See [`Disputes::Judge`].
#[derive(Args, Debug)]
pub struct Judge {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Table of items and labels: all by name, or all by number. Only the named items are needed.
    #[arg(long)]
    pub labels: PathBuf,
    /// The items, where labels name them.
    #[arg(long)]
    pub items: Option<PathBuf>,
    /// Issuer whose credential to show.
    #[arg(long)]
    pub issuer: Option<String>,
    /// Does what can be done now, and ends.
    #[arg(long)]
    pub once: bool,
}

/// See [`Disputes::RegisterPanel`].
#[derive(Args, Debug)]
pub struct RegisterPanel {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Issuer whose credential to show.
    #[arg(long)]
    pub issuer: Option<String>,
}

/// A task.
#[derive(Args, Debug)]
pub struct TaskOnly {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
}

/// See [`Disputes::SealPanel`].
#[derive(Args, Debug)]
pub struct PanelLabels {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Table of items and labels: all by name, or all by number. Only the named items are needed.
    #[arg(long)]
    pub labels: Option<PathBuf>,
    /// The items, where labels name them.
    #[arg(long)]
    pub items: Option<PathBuf>,
}
