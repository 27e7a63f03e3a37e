//! Why calls have no result.

/// JSON-RPC's numbers.
const PARSE: i64 = -32_700;
const REQUEST: i64 = -32_600;
const METHOD: i64 = -32_601;
const PARAMS: i64 = -32_602;
const INTERNAL: i64 = -32_603;

/// Why a call has no result.
#[derive(Debug)]
pub struct CallError {
    /// JSON-RPC's number.
    pub code: i64,
    /// What the number says.
    pub message: &'static str,
    /// What happened.
    pub data: String,
}

impl CallError {
    /// Bytes that are no JSON.
    pub fn parse(data: String) -> Self {
        Self {
            code: PARSE,
            message: "Parse error",
            data,
        }
    }

    /// A method that is not among those that are known.
    pub fn method(found: &str, known: &[&str]) -> Self {
        let known = known.join(", ");
        Self {
            code: METHOD,
            message: "Method not found",
            data: format!("{found:?} is not answered here; there are {known}"),
        }
    }

    /// Parameters that are missing, or of another type.
    pub fn params(data: String) -> Self {
        Self {
            code: PARAMS,
            message: "Invalid params",
            data,
        }
    }

    /// What the node cannot do.
    pub fn internal(data: String) -> Self {
        Self {
            code: INTERNAL,
            message: "Internal error",
            data,
        }
    }

    /// A request that is no call.
    pub fn request(data: String) -> Self {
        Self {
            code: REQUEST,
            message: "Invalid Request",
            data,
        }
    }
}
