//! Lines on the terminal. Those of the standard library panic when nobody reads them any more or the disk
//! is full, in the middle of what a program does. These go on without output, so that files are
//! still written and transactions still awaited, and [`end`] says at the end what could not be written.
//!
//! A program takes them for all its modules, so that none can forget:
//!
//! ```
//! #[macro_use]
//! extern crate pasar_terminal;
//!
//! # fn main() {
//! println!("read by somebody, or by nobody");
//! # }
//! ```

use std::{
    fmt,
    io::{self, ErrorKind, Write},
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

/// Why the standard output takes no more, once it does not.
static FAILURE: Mutex<Option<io::Error>> = Mutex::new(None);

/// Writes to the standard output, as long as it takes anything.
pub fn write(text: fmt::Arguments<'_>) {
    attempt(|out| out.write_fmt(text));
}

fn attempt(write: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>) {
    let mut failure = FAILURE.lock().unwrap_or_else(PoisonError::into_inner);
    if failure.is_none() {
        *failure = write(&mut io::stdout().lock()).err();
    }
}

/// Writes to the error output, if that takes it.
pub fn note(text: fmt::Arguments<'_>) {
    // There is nowhere left to say that this failed.
    let _ = io::stderr().write_fmt(text);
}

/// A text as a terminal may show it. What is hidden in it is shown by its number: codes that move the
/// cursor, or turn the direction of what follows, would have a stranger's name of a class write over
/// what a program said of it.
pub fn visible(text: impl fmt::Display) -> String {
    let mut shown = String::new();
    for char in text.to_string().chars() {
        if is_hidden(char) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(char)));
        } else {
            shown.push(char);
        }
    }
    shown
}

fn is_hidden(char: char) -> bool {
    let turns = matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    turns || (char.is_control() && !matches!(char, '\n' | '\t'))
}

/// Ends a program: says its error, or that its output could not be written. A reader who went away
/// has read what they wanted.
pub fn end(done: anyhow::Result<()>) -> ExitCode {
    attempt(|out| out.flush());
    let written = FAILURE
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let written = match written {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("the output cannot be written"))
        }
        _ => Ok(()),
    };
    match done.and(written) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let label = console::style("error:").for_stderr().red().bold();
            let error = visible(format_args!("{error:#}"));
            note(format_args!("{label} {error}\n"));
            ExitCode::FAILURE
        }
    }
}

/// A line on the standard output; see [`write`].
#[macro_export]
macro_rules! println {
    () => { $crate::write(::core::format_args!("\n")) };
    ($($text:tt)*) => {
        $crate::write(::core::format_args!("{}\n", ::core::format_args!($($text)*)))
    };
}

/// Text on the standard output; see [`write`].
#[macro_export]
macro_rules! print {
    ($($text:tt)*) => { $crate::write(::core::format_args!($($text)*)) };
}

/// A line on the error output; see [`note`].
#[macro_export]
macro_rules! eprintln {
    ($($text:tt)*) => {
        $crate::note(::core::format_args!("{}\n", ::core::format_args!($($text)*)))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_in_a_text_is_shown() {
        let text = "Cat\u{1b}[2J\u{202e}\r\nKucing\té";
        let wanted = "Cat⟨U+001B⟩[2J⟨U+202E⟩⟨U+000D⟩\nKucing\té";
        assert_eq!(visible(text), wanted);
    }
}
