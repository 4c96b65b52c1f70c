//! What the command line says about itself to shells and to `man`: both are made from its definition, so that they cannot
//! fall behind it.

use super::Outcome;
use crate::cli::Cli;
use crate::edge::terminal;
use clap::Command;
use clap_complete::Shell;

/// Prints the script that a shell completes this command line with.
///
/// # Errors
/// None: a reader who has gone away is no reason to complain.
pub(super) fn completions(shell: Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command_line(false), "site", &mut script);
    terminal::raw(&script);
    Ok(())
}

/// Prints the manual: the page of the program, then that of each command.
///
/// # Errors
/// None, as of [`completions`].
pub(super) fn page(chinese: bool) -> Outcome {
    let mut command = Cli::command_line(chinese);
    command.build();
    let mut pages = Vec::new();
    add(&command, &mut pages);
    terminal::raw(&pages);
    Ok(())
}

fn add(command: &Command, pages: &mut Vec<u8>) {
    let name = command.get_display_name().unwrap_or(command.get_name());
    // Writing into memory does not fail.
    let _ = clap_mangen::Man::new(command.clone())
        .title(name)
        .date("")
        .render(pages);
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        add(sub, pages);
    }
}
