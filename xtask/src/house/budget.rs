//! How long a file and a function may be: what CONTRIBUTING says.

use super::measured::House;

/// Lines of a file, tests aside.
const FILE: usize = 500;
/// Lines of a function, from its name to its closing brace.
const FUNCTION: usize = 60;

/// What is too long in a package.
pub fn complaints(house: &House) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, file) in &house.files {
        let place = format!("{}/{name}", house.folder);
        if file.lines > FILE {
            let lines = file.lines;
            complaints.push(format!("{place}: {lines} lines, expected at most {FILE}"));
        }
        for function in file.functions.iter().filter(|it| it.lines > FUNCTION) {
            complaints.push(format!(
                "{place}:{}: function {} has {} lines, expected at most {FUNCTION}",
                function.line, function.name, function.lines
            ));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contributing_names_the_budgets() {
        let text = include_str!("../../../CONTRIBUTING.md");
        let said = format!("at most {FILE} lines and a function at most {FUNCTION}");
        assert!(text.contains(&said), "{said}");
    }
}
