//! Every bound of terms.

use crate::{
    asset::{check_native, denom_key},
    time::Seconds,
};
use pasar_formats::domain::domain_id;
use pasar_truth::{MASS_CAP, ONE};

use super::{
    msg::Randomness,
    question::{check_questions, Question},
    terms::*,
    terms_error::{length, only_once, within, TermsError},
};

impl Terms {
    /// Checks every bound that needs neither the chain nor the owner's settings.
    ///
    /// # Errors
    /// [`TermsError`], naming the field, what was found and what was wanted.
    pub fn check(&self, now: Seconds) -> Result<(), TermsError> {
        self.check_work()?;
        self.check_overlap()?;
        self.check_reading()?;
        self.check_gold()?;
        self.check_challenge()?;
        self.check_windows(now)?;
        self.check_people()?;
        self.check_money()
    }

    /// Checks the bounds that hang on the randomness by which tickets are drawn: how long things take
    /// that it decides is bounded by how long it takes.
    ///
    /// Attack: the last seat of a task is sealed while everybody sleeps, and a window of two blocks for
    /// reveals costs all others their whole stake.
    ///
    /// # Errors
    /// [`TermsError::OutOfRange`].
    pub fn check_draw(&self, randomness: &Randomness) -> Result<(), TermsError> {
        let delay = u32::from(randomness.delay_seconds);
        let windows = &self.windows;
        let opening = windows.opening_seconds;
        let max = MAX_OPENING_SECONDS;
        within("windows.opening_seconds", opening, delay, max)?;
        let max = MAX_TICKET_SECONDS.max(delay);
        within("windows.ticket_seconds", windows.ticket_seconds, delay, max)?;
        let min = delay.saturating_mul(MIN_WORK_DELAYS);
        let max = MAX_WINDOW_SECONDS;
        within("windows.commit_seconds", windows.commit_seconds, min, max)?;
        within("windows.reveal_seconds", windows.reveal_seconds, min, max)?;
        if self.challenge.is_none() {
            return Ok(());
        }
        let min = delay.saturating_mul(MIN_CHALLENGED_FILL_DELAYS);
        let field = "windows.fill_seconds with challenges";
        within(field, windows.fill_seconds, min, max)
    }

    fn check_work(&self) -> Result<(), TermsError> {
        within(
            "manifest.uri bytes",
            length(self.manifest.uri.len()),
            1u8,
            length(MAX_URI_BYTES),
        )?;
        within(
            "manifest.root bytes",
            length(self.manifest.root.len()),
            32u8,
            32u8,
        )?;
        check_questions(&self.questions)?;
        domain_id(&self.domain)?;
        within("items", self.items, 1u8, MAX_ITEMS)?;
        let all = self.items.min(MAX_PAGE);
        within("page", self.page, MIN_PAGE.min(all), all)?;
        within("frontier", self.frontier, 1u8, MAX_FRONTIER)?;
        within(
            "first_draw_seconds",
            self.first_draw_seconds,
            0u8,
            MAX_FIRST_DRAW_SECONDS,
        )
    }

    fn check_overlap(&self) -> Result<(), TermsError> {
        let least = if self.gold.is_some() { 2 } else { MIN_OVERLAP };
        within("overlap.min", self.overlap.min, least, MAX_SEATS_PER_TASK)?;
        let max = if self.max_waves > 1 {
            MAX_SEATS_PER_TASK
        } else {
            self.overlap.min
        };
        within("overlap.max", self.overlap.max, self.overlap.min, max)?;
        // A panel is inferred from along with all waves.
        let seats = self.most_seats();
        within("overlap.max and a panel", seats, 1u8, MAX_SEATS_PER_TASK)?;
        let of_a_question = u128::from(self.page).saturating_mul(u128::from(seats));
        let labels = length(self.questions.len()).saturating_mul(of_a_question);
        let max = MAX_LABELS_PER_TASK;
        within("page x questions x seats", labels, 1u8, max)?;
        let classes = self.questions.iter().map(Question::classes).sum();
        let cells = length(classes).saturating_mul(of_a_question);
        within("classes x page x seats", cells, 0u8, MAX_CELLS_PER_TASK)
    }

    fn check_reading(&self) -> Result<(), TermsError> {
        let Some(key) = &self.reading_key else {
            if self.reader.is_some() {
                return Err(TermsError::WithoutReadingKey { field: "reader" });
            }
            return within("max_waves", self.max_waves, 1u8, 1u8);
        };
        within("reading_key bytes", length(key.len()), 32u8, 32u8)?;
        within("max_waves", self.max_waves, 1u8, MAX_WAVES)
    }

    fn check_gold(&self) -> Result<(), TermsError> {
        let Some(gold) = &self.gold else {
            return Ok(());
        };
        within("gold.root bytes", length(gold.root.len()), 32u8, 32u8)?;
        within("gold.depth", gold.depth, 0u8, MAX_GOLD_DEPTH)?;
        let leaves = 1u32.checked_shl(gold.depth.into()).unwrap_or(u32::MAX);
        within("tasks under gold.depth", self.tasks(), 1u8, leaves)?;
        within("page with gold", self.page, MIN_GOLD_PAGE, MAX_PAGE)?;
        within("gold.bond", gold.bond, 0u8, u64::MAX)?;
        within(
            "gold.window_seconds",
            gold.window_seconds,
            MIN_WINDOW_SECONDS,
            MAX_WINDOW_SECONDS,
        )
    }

    fn check_challenge(&self) -> Result<(), TermsError> {
        let Some(rule) = &self.challenge else {
            return Ok(());
        };
        let min = MIN_WINDOW_SECONDS;
        let max = MAX_WINDOW_SECONDS;
        within("challenge.window_seconds", rule.window_seconds, min, max)?;
        let min = MIN_PANEL_SEATS;
        // A panel as large as the task could say the opposite of all of it.
        let max = self.overlap.min.saturating_sub(1);
        within("challenge.panel_seats", rule.panel_seats, min, max)?;
        within("challenge.max", rule.max, 1u8, MAX_CHALLENGES)?;
        let (min, max) = (*PANEL_MASS.start(), *PANEL_MASS.end());
        within("challenge.panel_mass", rule.panel_mass, min, max)?;
        // A panel decides over others' labels: its seats have something at stake.
        let stake = self.seat_stake.amount;
        let min = self.least_panel_stake();
        within("seat_stake.amount with challenges", stake, min, u64::MAX)?;
        let skill = self.eligibility.min_skill.get();
        let max = MAX_CHALLENGED_SKILL_BPS;
        within("eligibility.min_skill with challenges", skill, 0u8, max)
    }

    /// A tenth of what a seat of a panel earns where all labels of the largest page flip; a unit where the stake is
    /// in the reward token, which has no price here.
    fn least_panel_stake(&self) -> u128 {
        if self.seat_stake.denom != self.denom {
            return 1;
        }
        let page = u128::from(self.page.min(self.items));
        let answers = page.saturating_mul(length(self.questions.len()));
        let most = self.price.u128().saturating_mul(answers).saturating_mul(3);
        most.div_ceil(2 * u128::from(PANEL_STAKE_SHARE)).max(1)
    }

    fn check_windows(&self, now: Seconds) -> Result<(), TermsError> {
        for (field, found) in [
            ("windows.fill_seconds", self.windows.fill_seconds),
            ("windows.commit_seconds", self.windows.commit_seconds),
            ("windows.reveal_seconds", self.windows.reveal_seconds),
        ] {
            within(field, found, MIN_WINDOW_SECONDS, MAX_WINDOW_SECONDS)?;
        }
        let last = now.saturating_add(MAX_CAMPAIGN_SECONDS);
        within(
            "ends_at",
            self.ends_at.seconds(),
            now.saturating_add(1),
            last,
        )
    }

    fn check_people(&self) -> Result<(), TermsError> {
        within(
            "eligibility.min_mass",
            self.eligibility.min_mass,
            0u8,
            (MASS_CAP / ONE).unsigned_abs(),
        )?;
        within(
            "related",
            length(self.related.len()),
            0u8,
            length(MAX_RELATED),
        )?;
        only_once("related", self.related.iter().map(String::as_str))?;
        let issuers = &self.eligibility.issuers;
        within(
            "eligibility.issuers",
            length(issuers.len()),
            0u8,
            length(MAX_ISSUERS),
        )?;
        only_once("eligibility.issuers", issuers.iter().map(String::as_str))
    }

    fn check_money(&self) -> Result<(), TermsError> {
        within("price", self.price, 1u8, u64::MAX)?;
        within("pay.floor", self.pay.floor.get(), 0u8, MAX_PAY_FLOOR_BPS)?;
        let above = self.pay.floor.get().saturating_add(1);
        within("pay.full", self.pay.full.get(), above, MAX_PAY_FULL_BPS)?;
        check_native(&self.denom)?;
        check_native(&self.seat_stake.denom)?;
        within("seat_stake.amount", self.seat_stake.amount, 0u8, u64::MAX)?;
        let royalties = &self.shares.royalty_denoms;
        within(
            "shares.royalty_denoms",
            length(royalties.len()),
            0u8,
            length(MAX_ROYALTY_DENOMS),
        )?;
        for (n, denom) in royalties.iter().enumerate() {
            check_native(denom)?;
            if royalties.iter().take(n).any(|earlier| earlier == denom) || *denom == self.denom {
                let found = denom_key(denom);
                return Err(TermsError::Duplicate {
                    field: "shares.royalty_denoms",
                    found,
                });
            }
        }
        Ok(())
    }
}
