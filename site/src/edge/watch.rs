//! Tells that something in a folder may have changed. An event only means "look": what changed, the next scan says.
//!
//! It must not know what is in the folder beyond [`concerns_a_build`], nor what is done about a change.

use super::disk::Folder;
use super::folders::name_below;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use post::Diagnostic;
use site::sources::concerns_a_build;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Changes that come closer together than this are one change.
const QUIET: Duration = Duration::from_millis(30);
/// A stream of changes is looked at after this long even if it goes on.
const LONGEST: Duration = Duration::from_millis(500);
/// How often to look where the system does not tell.
const POLL: Duration = Duration::from_secs(1);

/// What a server's main loop waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Something may have changed.
    Look,
    /// The author has had enough.
    Stop,
}

/// The folders that are being watched, until dropped.
pub(crate) struct Watch {
    sender: Sender<Signal>,
    /// `None`: a thread sends a signal every second instead.
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<Folder>,
}

impl Watch {
    /// Begins to watch; signals go to `sender`. With `poll`, or where the system cannot tell of changes, a signal comes every
    /// second.
    pub(crate) fn begin(
        root: &Path,
        sender: Sender<Signal>,
        poll: bool,
    ) -> (Self, Option<Diagnostic>) {
        let mut watch = Self {
            sender: sender.clone(),
            watcher: None,
            folders: BTreeSet::new(),
        };
        if poll {
            watch.poll();
            return (watch, None);
        }
        let at = root.to_owned();
        let tell = move |event: notify::Result<Event>| {
            if event.map_or(true, |event| matters(&at, &event)) {
                // Nobody listens any more: the program is ending.
                let _ = sender.send(Signal::Look);
            }
        };
        match notify::recommended_watcher(tell) {
            Ok(watcher) => {
                watch.watcher = Some(watcher);
                (watch, None)
            }
            Err(error) => {
                watch.poll();
                (watch, Some(polling(&error)))
            }
        }
    }

    /// Watches these folders and no others. Returns whether there was a new one among them: what was put into it before
    /// it was watched takes another look.
    pub(crate) fn follow(&mut self, folders: &[Folder]) -> (bool, Option<Diagnostic>) {
        let Some(watcher) = &mut self.watcher else {
            return (false, None);
        };
        // One watch covers the tree where the system has such watches; inotify wants one a folder, and that leaves out
        // what nobody reads, such as `.git`.
        let (wanted, mode): (BTreeSet<Folder>, _) = if cfg!(target_os = "linux") {
            (
                folders.iter().cloned().collect(),
                RecursiveMode::NonRecursive,
            )
        } else {
            (
                folders.iter().take(1).cloned().collect(),
                RecursiveMode::Recursive,
            )
        };
        // Old ones first: a folder that was renamed has the same watch under a new name.
        for gone in self.folders.difference(&wanted) {
            // It fails when the folder is gone, and its watch with it.
            let _ = watcher.unwatch(&gone.path);
        }
        let new: Vec<&Folder> = wanted.difference(&self.folders).collect();
        let mut failure = None;
        for folder in &new {
            match watcher.watch(&folder.path, mode) {
                Ok(()) => {}
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                Err(error) => failure = Some(error),
            }
        }
        let any = !new.is_empty();
        self.folders = wanted;
        match failure {
            None => (any, None),
            Some(error) => {
                self.watcher = None;
                self.poll();
                (any, Some(polling(&error)))
            }
        }
    }

    fn poll(&self) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            while sender.send(Signal::Look).is_ok() {
                thread::sleep(POLL);
            }
        });
    }
}

/// Waits for a signal; signals that follow each other closely are one.
pub(crate) fn wait(signals: &Receiver<Signal>) -> Signal {
    let Ok(Signal::Look) = signals.recv() else {
        return Signal::Stop;
    };
    let latest = Instant::now() + LONGEST;
    loop {
        let left = latest.saturating_duration_since(Instant::now());
        match signals.recv_timeout(QUIET.min(left)) {
            Ok(Signal::Look) if !left.is_zero() => {}
            Ok(Signal::Look) | Err(RecvTimeoutError::Timeout) => return Signal::Look,
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return Signal::Stop,
        }
    }
}

/// Whether an event can be the sign of a change: reading files is none (we do it ourselves), and neither is what happens to
/// files of no interest.
fn matters(root: &Path, event: &Event) -> bool {
    if event.need_rescan() {
        return true;
    }
    let change = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    let of_interest =
        |path: &PathBuf| name_below(root, path).is_none_or(|name| concerns_a_build(&name));
    change && (event.paths.is_empty() || event.paths.iter().any(of_interest))
}

fn polling(error: &notify::Error) -> Diagnostic {
    let limit = matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
    let diagnostic = Diagnostic::warning(
        "watch",
        format!("the system does not tell of changes ({error}): looking every second instead"),
        format!("系统无法通知文件变化（{error}）：改为每秒检查一次"),
    );
    if limit {
        diagnostic.help(
            "raise the limit with `sysctl fs.inotify.max_user_watches=524288`",
            "可用 `sysctl fs.inotify.max_user_watches=524288` 提高上限",
        )
    } else {
        diagnostic
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_burst_is_one_look_and_a_stop_is_never_lost() {
        let (sender, receiver) = channel();
        for _ in 0..1000 {
            sender.send(Signal::Look).unwrap();
        }
        assert_eq!(wait(&receiver), Signal::Look);
        for signal in [Signal::Look, Signal::Stop, Signal::Look] {
            sender.send(signal).unwrap();
        }
        assert_eq!(wait(&receiver), Signal::Stop);
        drop(sender);
        assert_eq!(wait(&receiver), Signal::Stop);
    }

    #[test]
    fn our_own_reading_is_no_change() {
        let root = Path::new("/blog");
        let event = |kind, path: &str| Event::new(kind).add_path(root.join(path));
        let open = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert!(!matters(root, &event(open, "_posts/a.md")));
        assert!(matters(root, &event(EventKind::Any, "_posts/a.md")));
        assert!(!matters(root, &event(EventKind::Any, "_posts/.a.md.swp")));
        assert!(!matters(root, &event(EventKind::Any, "_site/index.html")));
    }
}
