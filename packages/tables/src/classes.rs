//! Labels as numbers of classes.

use crate::{alike::shown, difference, whole_number};

/// The number of the class of every label, given with its line.
///
/// A file has names of classes, or their numbers from zero, and never both. Where a class is called by
/// a number, all labels are names.
pub fn class_numbers(
    classes: &[String],
    labels: &[(u64, &str)],
) -> Result<Vec<u8>, (usize, String)> {
    let name = |text: &str| classes.iter().position(|class| class == text);
    let first_named = labels.iter().find(|(_, text)| name(text).is_some());
    let is_digits = |class: &String| class.bytes().all(|byte| byte.is_ascii_digit());
    let are_numbers = classes.iter().any(is_digits);
    let by_name = are_numbers || first_named.is_some();
    let number = |text: &str| {
        let number = usize::try_from(whole_number(text)?).ok()?;
        (number < classes.len()).then_some(number)
    };
    let mut numbers = Vec::with_capacity(labels.len());
    for (place, (_, text)) in labels.iter().enumerate() {
        let found = if by_name { name(text) } else { number(text) };
        let Some(class) = found.and_then(|class| u8::try_from(class).ok()) else {
            let mut reason = format!("label {text:?}, expected one of {}", classes.join(", "));
            let mixed = first_named.filter(|_| !are_numbers && number(text).is_some());
            let alike = classes.iter().find_map(|class| {
                let only = difference(text, class)?;
                Some(format!(
                    "; {} and {} differ only in {only}",
                    shown(text),
                    shown(class)
                ))
            });
            if let Some(alike) = alike {
                reason.push_str(&alike);
            } else if let Some((line, named)) = mixed {
                reason.push_str(&format!(
                    "; line {line} has the name {named:?}, and a file has names or numbers, never \
                     both"
                ));
            }
            return Err((place, reason));
        };
        numbers.push(class);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&["cat", "dog"], &["dog", "cat"], Ok(vec![1, 0]))]
    #[case(&["cat", "dog"], &["1", "0", "1"], Ok(vec![1, 0, 1]))]
    // Names that are numbers are names, in whatever order.
    #[case(&["1", "0"], &["1", "0"], Ok(vec![0, 1]))]
    #[case(&["1", "2", "3", "4"], &["0", "1"], Err((0, "label \"0\", expected one of 1, 2, 3, 4")))]
    #[case(&["1", "2"], &["0", "0"], Err((0, "label \"0\", expected one of 1, 2")))]
    #[case(&["7", "cat"], &["1"], Err((0, "label \"1\", expected one of 7, cat")))]
    #[case(
        &["cat", "dog"],
        &["1", "dog"],
        Err((0, "label \"1\", expected one of cat, dog; line 2 has the name \"dog\", and a file has \
                 names or numbers, never both"))
    )]
    #[case(&["cat", "dog"], &["1", "2"], Err((1, "label \"2\", expected one of cat, dog")))]
    #[case(&["cat", "dog"], &["00"], Err((0, "label \"00\", expected one of cat, dog")))]
    #[case(&["cat", "dog"], &["+1"], Err((0, "label \"+1\", expected one of cat, dog")))]
    #[case(
        &["cat", "dog"],
        &["cat", "Dog"],
        Err((1, "label \"Dog\", expected one of cat, dog; \"Dog\" and \"dog\" differ only in case"))
    )]
    fn labels_are_names_or_numbers(
        #[case] classes: &[&str],
        #[case] labels: &[&str],
        #[case] wanted: Result<Vec<u8>, (usize, &str)>,
    ) {
        let classes: Vec<String> = classes.iter().map(|class| (*class).to_owned()).collect();
        let labels: Vec<(u64, &str)> = (1..).zip(labels.iter().copied()).collect();
        let wanted = wanted.map_err(|(place, reason)| (place, reason.to_owned()));
        assert_eq!(class_numbers(&classes, &labels), wanted);
    }
}
