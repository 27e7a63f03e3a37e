//! A folder of the person who runs the program: what their own campaigns publish.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{ensure, Context as _, Result};
use pasar_formats::manifest::address::is_relative_path;

/// Most bytes of a file.
const MAX_BYTES: u64 = 64 << 20;

/// The folder.
pub struct Files(PathBuf);

impl Files {
    /// A folder that is there.
    pub fn of(folder: &Path) -> Result<Self> {
        let shown = folder.display();
        let real = folder
            .canonicalize()
            .with_context(|| format!("--files {shown}"))?;
        ensure!(real.is_dir(), "--files {shown}: expected a folder");
        Ok(Self(real))
    }

    /// A file of the folder by its path; none where there is none, or where a link leads out.
    pub fn get(&self, path: &str) -> Option<Vec<u8>> {
        if !is_relative_path(path) {
            return None;
        }
        let real = self.0.join(path).canonicalize().ok()?;
        let small = fs::metadata(&real)
            .ok()
            .filter(|about| about.len() <= MAX_BYTES)?;
        if !real.starts_with(&self.0) || !small.is_file() {
            return None;
        }
        fs::read(real).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_folder_is_read() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "s").unwrap();
        let folder = outside.path().join("folder");
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(folder.join("deep/a.json"), "a").unwrap();
        let files = Files::of(&folder).unwrap();
        assert_eq!(files.get("deep/a.json"), Some(b"a".to_vec()));
        for path in [
            "",
            "deep",
            "missing",
            "../secret",
            "deep/../../secret",
            "/etc/passwd",
            "deep//a.json",
        ] {
            assert_eq!(files.get(path), None, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path().join("secret"), folder.join("link")).unwrap();
            assert_eq!(files.get("link"), None);
        }
        assert!(Files::of(&folder.join("deep/a.json")).is_err());
        assert!(Files::of(&folder.join("missing")).is_err());
    }
}
