//! Text by itself: the URI of a reply.

use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// A record that is only text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl Packed for Text {
    const RECORD: &'static str = "text";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.bytes(self.0.as_bytes());
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let text = String::from_utf8_lossy(from.rest());
        Ok(Self(text.into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_frozen() {
        let text = Text("ipfs://a".into());
        assert_eq!(text.to_bytes(), b"\x01ipfs://a");
        assert_eq!(Text::from_bytes(b"\x01ipfs://a"), Ok(text));
    }
}
