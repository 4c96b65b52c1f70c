//! What tells a file or a folder from another of the same name, without reading it.
//!
//! It must not know which files there are.

use std::fs::Metadata;
use std::path::PathBuf;
use std::time::SystemTime;

/// A folder, told from another that stood under the same name before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Folder {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its number and when it was made, as far as the system says.
    pub(super) identity: (u64, Option<SystemTime>),
}

/// What changes about a file when somebody changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(super) modified: SystemTime,
    length: u64,
    /// Number of the file and the time its number's record changed: tells a file renamed over this one, and an edit whose
    /// author put the modification time back. Zero where the system has none.
    inode: (u64, i64, i64),
}

#[cfg(unix)]
pub(super) fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
pub(super) fn number(_: &Metadata) -> u64 {
    0
}

/// What tells a file from another that stood under the same name, without reading it.
pub(crate) fn stamp(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    let inode = {
        use std::os::unix::fs::MetadataExt;
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let inode = (0, 0, 0);
    Stamp {
        modified: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        length: metadata.len(),
        inode,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, File};

    #[test]
    fn a_file_put_over_another_is_another_though_its_length_and_time_be_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let stamps = ["a", "b"].map(|name| {
            let path = folder.path().join(name);
            fs::write(&path, name).unwrap();
            File::options()
                .write(true)
                .open(&path)
                .unwrap()
                .set_modified(SystemTime::UNIX_EPOCH)
                .unwrap();
            stamp(&fs::metadata(path).unwrap())
        });
        assert_ne!(stamps[0], stamps[1]);
    }
}
