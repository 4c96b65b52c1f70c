//! `site clean`: removes what `site build` wrote, and nothing else.
//!
//! It must not know what that is: the destination's manifest says.

use super::{Blog, Outcome};
use crate::edge::publish;
use crate::edge::terminal::{Terminal, number};

/// Removes the website.
///
/// # Errors
/// A destination that no build wrote; what the disk refuses.
pub(super) fn run(blog: &Blog, terminal: &Terminal) -> Outcome {
    let (removed, others) = publish::clean(&blog.destination)?;
    let removed = number(removed);
    terminal.say(
        format!("{removed} files removed"),
        format!("删除了 {removed} 个文件"),
    );
    if others {
        let folder = blog.destination.display();
        terminal.say(
            format!("`{folder}` holds files that no build wrote: they stay"),
            format!("“{folder}”里还有不是由本程序生成的文件：已保留"),
        );
    }
    Ok(())
}
