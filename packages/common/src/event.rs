//! Typed events: one struct per fact, which becomes a `cosmwasm_std::Event` and reads back from
//! one. `schema/events.json` and `docs/events.md` are generated from the same list.

/// What an event looks like, for the documentation.
pub struct EventDoc {
    /// Its type, without the `wasm-` that the chain puts before it.
    pub name: &'static str,
    /// When it is emitted.
    pub doc: &'static str,
    /// Its attributes and what they say.
    pub attributes: &'static [(&'static str, &'static str)],
}

/// Returned when an event is not of the wanted type, or an attribute is missing or malformed.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
#[error("event {found} does not read as {wanted}: {attribute}")]
pub struct EventError {
    /// The event's type.
    pub found: String,
    /// The type wanted.
    pub wanted: &'static str,
    /// The attribute concerned, or "type".
    pub attribute: &'static str,
}

/// Declares events: structs with documented fields, conversion to and from `Event`, and the list
/// `EVENTS` of their descriptions. A field's type needs `Display` and `FromStr`.
#[macro_export]
macro_rules! events {
    ($(
        #[doc = $doc:literal]
        $name:ident = $type:literal {
            $( #[doc = $field_doc:literal] $field:ident: $kind:ty, )*
        }
    )*) => {
        $(
            #[doc = $doc]
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name { $( #[doc = $field_doc] pub $field: $kind, )* }

            impl $name {
                /// The event's type, without the `wasm-` that the chain puts before it.
                pub const TYPE: &'static str = $type;
            }

            impl From<$name> for cosmwasm_std::Event {
                fn from(event: $name) -> Self {
                    Self::new($name::TYPE)$(.add_attribute(stringify!($field), event.$field.to_string()))*
                }
            }

            impl TryFrom<&cosmwasm_std::Event> for $name {
                type Error = $crate::event::EventError;

                fn try_from(event: &cosmwasm_std::Event) -> Result<Self, Self::Error> {
                    let error = |attribute| $crate::event::EventError {
                        found: event.ty.clone(),
                        wanted: $name::TYPE,
                        attribute,
                    };
                    if event.ty.strip_prefix("wasm-").unwrap_or(&event.ty) != $name::TYPE {
                        return Err(error("type"));
                    }
                    Ok(Self {$(
                        $field: event
                            .attributes
                            .iter()
                            .find(|attribute| attribute.key == stringify!($field))
                            .and_then(|attribute| attribute.value.parse().ok())
                            .ok_or_else(|| error(stringify!($field)))?,
                    )*})
                }
            }
        )*

        /// Every event of the contract.
        pub const EVENTS: &[$crate::event::EventDoc] = &[$(
            $crate::event::EventDoc {
                name: $type,
                doc: $doc,
                attributes: &[$( (stringify!($field), $field_doc) ),*],
            },
        )*];
    };
}
