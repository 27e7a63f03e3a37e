//! Loops that last: a node that does not answer for a while must not end them.

use std::{thread::sleep, time::Duration};

use anyhow::Result;

use crate::output::Say;

/// Failures in a row after which a loop gives up.
const MOST_FAILURES: u32 = 5;

/// Repeats a step until it says that it is done; gives up when it fails too often in a row.
pub fn until_done(say: Say, pause: Duration, mut step: impl FnMut() -> Result<bool>) -> Result<()> {
    let mut failures = 0;
    loop {
        match step() {
            Ok(true) => return Ok(()),
            Ok(false) => failures = 0,
            Err(error) if failures + 1 < MOST_FAILURES => {
                failures += 1;
                say.warn(format_args!("{error:#}; tried again"));
            }
            Err(error) => return Err(error),
        }
        sleep(pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Say = Say { json: true };

    #[test]
    fn a_loop_survives_failures_and_ends_when_it_is_done() {
        let mut steps = [Err("lost"), Ok(false), Err("lost"), Err("lost"), Ok(true)].into_iter();
        let step = || steps.next().unwrap().map_err(anyhow::Error::msg);
        until_done(QUIET, Duration::ZERO, step).unwrap();
        assert_eq!(steps.next(), None);
    }

    #[test]
    fn a_loop_gives_up_when_nothing_helps() {
        let mut count = 0;
        let step = || {
            count += 1;
            Err(anyhow::anyhow!("lost"))
        };
        assert!(until_done(QUIET, Duration::ZERO, step).is_err());
        assert_eq!(count, MOST_FAILURES);
    }
}
