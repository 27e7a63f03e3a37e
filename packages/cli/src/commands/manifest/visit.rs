//! Fetches files as the page of a stranger would.

use std::time::Duration;

use anyhow::{anyhow, ensure, Result};
use pasar_formats::manifest::address::is_ipfs_address;

/// Where the stranger's page is from.
const ORIGIN: &str = "https://stranger.example.org";
/// Longest time for one answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A stranger's browser, roughly.
pub struct Visitor {
    agent: ureq::Agent,
    ipfs: Option<String>,
}

/// What came back.
pub struct Visit {
    /// HTTP's number.
    pub status: u16,
    /// Whether pages of others may read it.
    pub is_shared: bool,
    /// What came, to a limit.
    pub body: Vec<u8>,
}

impl Visitor {
    /// One that fetches `ipfs:` addresses from a gateway.
    pub fn new(ipfs: Option<&str>) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            ipfs: ipfs.map(|url| url.trim_end_matches('/').to_owned()),
        }
    }

    /// The address that is asked.
    pub fn web_address(&self, address: &str) -> Result<String> {
        let Some(content) = address.strip_prefix("ipfs://") else {
            return Ok(address.to_owned());
        };
        match &self.ipfs {
            Some(gateway) => Ok(format!("{gateway}/ipfs/{content}")),
            None => Err(anyhow!(
                "{address}: say --ipfs GATEWAY, such as https://ipfs.io"
            )),
        }
    }

    /// Fetches a file that answers with success.
    pub fn file(&self, address: &str, most: usize) -> Result<Visit> {
        let visit = self.get(address, None, most)?;
        ensure!(
            (200..300).contains(&visit.status),
            "{address} answers {}",
            visit.status
        );
        Ok(visit)
    }

    /// Fetches a file, or some bytes of it.
    pub fn get(&self, address: &str, range: Option<(u64, u64)>, most: usize) -> Result<Visit> {
        let url = self.web_address(address)?;
        let mut request = self.agent.get(&url).header("origin", ORIGIN);
        if let Some((first, last)) = range {
            request = request.header("range", format!("bytes={first}-{last}"));
        }
        let visit = || -> Result<Visit, ureq::Error> {
            let mut answer = request.call()?;
            let allowed = answer.headers().get("access-control-allow-origin");
            let allowed = allowed.and_then(|value| value.to_str().ok());
            let is_shared = allowed.is_some_and(|origin| origin == "*" || origin == ORIGIN);
            let status = answer.status().as_u16();
            let limit = u64::try_from(most).unwrap_or(u64::MAX);
            let body = answer.body_mut().with_config().limit(limit).read_to_vec()?;
            Ok(Visit {
                status,
                is_shared,
                body,
            })
        };
        visit().map_err(|error| {
            if matches!(error, ureq::Error::BodyExceedsLimit(_)) {
                return anyhow!("{address} has more than {most} bytes");
            }
            anyhow!("{address} does not answer: {error}")
        })
    }
}

/// The address of a path beside the header.
pub fn below(base: &str, path: &str) -> String {
    let base = base.split('?').next().unwrap_or_default();
    let folder = base.rfind('/').map_or("", |end| &base[..=end]);
    let folder = if is_ipfs_address(base) && folder == "ipfs://" {
        format!("{base}/")
    } else {
        folder.to_owned()
    };
    format!("{folder}{}", path.replace(' ', "%20"))
}

/// What makes a link that ends: a presigned address of a cloud's store.
pub fn expiry(link: &str) -> Option<&str> {
    let (_, query) = link.split_once('?')?;
    let ends = ["x-amz-expires", "x-goog-expires", "expires", "se"];
    query.split('&').find(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        ends.iter().any(|end| name.eq_ignore_ascii_case(end))
    })
}
