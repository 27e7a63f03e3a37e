//! `lab vectors`: checks a file of test vectors.

use std::path::Path;

use anyhow::{bail, Context, Result};

/// Checks a file and says how many cases agreed.
pub fn run(file: &Path) -> Result<()> {
    let name = file.display();
    let json = std::fs::read_to_string(file).with_context(|| name.to_string())?;
    let report =
        pasar_truth::vectors::check(&json).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
    if let Some(difference) = &report.first_difference {
        println!("first difference: {difference}");
    }
    println!("{} of {} cases agreed", report.agreed, report.total);
    if report.agreed != report.total || report.first_difference.is_some() {
        bail!("{name}: not every case agreed");
    }
    Ok(())
}
