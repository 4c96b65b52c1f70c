//! Why nothing is written or removed, in words.
//!
//! It must not know the disk.

use post::Diagnostic;

pub(super) fn unsafe_path(path: &str) -> Diagnostic {
    Diagnostic::error(
        "unsafe-path",
        format!("`{path}` would be written outside the website"),
        format!("“{path}”会被写到网站之外"),
    )
    .help(
        "change the permalink that gives this address",
        "请修改产生这个地址的 permalink",
    )
}

pub(super) fn not_ours(destination: &str, path: &str) -> Diagnostic {
    Diagnostic::error(
        "not-ours",
        format!("`{destination}` holds files that no build wrote, such as `{path}`, and they would be replaced"),
        format!("“{destination}”里有不是由本程序生成的文件（如“{path}”），它们会被覆盖"),
    )
    .help(
        "remove that folder if an earlier tool made it, or choose another with `--destination`",
        "如果是以前的工具生成的，请删除该文件夹；否则请用 `--destination` 另选一个",
    )
}

pub(super) fn never_built(destination: &str) -> Diagnostic {
    Diagnostic::error(
        "not-ours",
        format!("no build wrote `{destination}`, so nothing is removed"),
        format!("“{destination}”不是由本程序生成的，没有删除任何内容"),
    )
    .help(
        "remove the folder yourself if you do not need it",
        "如果不需要，请自行删除该文件夹",
    )
}
