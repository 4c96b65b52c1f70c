//! One program at a time in a folder: a lock file that names its holder, and that the system lets go of when the holder
//! dies, however it dies.
//!
//! It must not know what is done under the lock.

use post::Diagnostic;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

const NAME: &str = ".site-lock";
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);

/// Held until dropped; the file goes with it.
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held: whoever waits finds another file under the name and begins again.
        let _ = fs::remove_file(&self.path);
    }
}

/// Waits for the lock of a folder, which must exist. The file stands beside the folder, so that a run that changes nothing
/// in it does not even change its time; where that is not allowed, inside.
///
/// # Errors
/// When another holder does not finish within 20 seconds, with who it is; when the file cannot be made.
pub(crate) fn beside(folder: &Path) -> Result<Lock, Box<Diagnostic>> {
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if let (Some(parent), Some(name)) = (real.parent(), real.file_name()) {
        let path = parent.join(format!(".{}{NAME}", name.to_string_lossy()));
        if File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .is_ok()
        {
            return acquire(path, PATIENCE);
        }
    }
    acquire(real.join(NAME), PATIENCE)
}

/// Waits for the lock of a folder, which must exist; the file stands inside.
///
/// # Errors
/// As of [`beside`].
pub(crate) fn inside(folder: &Path) -> Result<Lock, Box<Diagnostic>> {
    acquire(folder.join(NAME), PATIENCE)
}

fn acquire(path: PathBuf, patience: Duration) -> Result<Lock, Box<Diagnostic>> {
    let shown = path.display().to_string();
    let refused = |error: io::Error| Box::new(super::files::refused(&shown, &error));
    let begun = Instant::now();
    loop {
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(refused)?;
        match file.try_lock() {
            // Locked, but perhaps a file that its former holder has just removed from under the name.
            Ok(()) if is_still_there(&path, &file) => {
                file.set_len(0).map_err(refused)?;
                writeln!(file, "{}", std::process::id()).map_err(refused)?;
                return Ok(Lock { path, _file: file });
            }
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if begun.elapsed() > patience => {
                return Err(Box::new(held(&shown, &holder(&mut file))));
            }
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
    }
}

fn is_still_there(path: &Path, file: &File) -> bool {
    let same = || {
        let here = same_file::Handle::from_path(path)?;
        Ok::<_, io::Error>(here == same_file::Handle::from_file(file.try_clone()?)?)
    };
    same().unwrap_or(false)
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file
        .rewind()
        .and_then(|()| file.take(20).read_to_string(&mut text));
    match (read, text.trim()) {
        (Ok(_), id) if !id.is_empty() => id.to_owned(),
        _ => "?".to_owned(),
    }
}

fn held(shown: &str, id: &str) -> Diagnostic {
    Diagnostic::error(
        "locked",
        format!("another `site` (process {id}) is writing here"),
        format!("另一个 `site`（进程 {id}）正在此处写入"),
    )
    .at(shown, 0, 0)
    .help(
        "wait until it has finished, or end it, and run the command again",
        "请等它完成或结束它，然后重新运行",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_holder_at_a_time_and_nothing_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let (holding, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let lock = inside(folder.path()).unwrap();
                        most.fetch_max(
                            holding.fetch_add(1, Ordering::SeqCst) + 1,
                            Ordering::SeqCst,
                        );
                        std::thread::yield_now();
                        holding.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn who_waits_in_vain_hears_who_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let held = inside(folder.path()).unwrap();
        let told = acquire(folder.path().join(NAME), Duration::ZERO)
            .err()
            .unwrap();
        assert_eq!(told.code, "locked");
        let holder = format!("process {})", std::process::id());
        assert!(told.message.en.contains(&holder), "{}", told.message.en);
        drop(held);
        // A file that a dead holder left behind holds nobody up.
        fs::write(folder.path().join(NAME), "1\n").unwrap();
        assert!(acquire(folder.path().join(NAME), Duration::ZERO).is_ok());
    }
}
