//! The program: arguments to a command, a command to an exit code.
//!
//! It must not know what any command does.

mod cli;
mod commands;
mod edge;

use edge::terminal::Terminal;
use std::ffi::OsString;
use std::process::ExitCode;

/// A blog is hundreds of thousands of small texts made on every core at once, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 0 when all is well, 1 when the author has something to put right, 2 (from clap) for a command that makes no sense.
fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let here = edge::clock::speaks_chinese();
    let cli = cli::Cli::read(&arguments, here);
    let zh = cli.global.lang.map_or(here, |lang| lang == cli::Lang::Zh);
    let mut terminal = Terminal::new(zh, cli.global.quiet);
    if let Some(threads) = cli.global.threads {
        // Nothing has used the pool yet, which is the only way for this to fail.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global();
    }
    if let Err(diagnostic) = commands::run(&cli, &mut terminal) {
        terminal.show(&[*diagnostic]);
    }
    if terminal.failed() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
