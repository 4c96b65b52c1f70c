//! `site serve`: the website from memory, and with `--watch` anew whenever a source changes.
//!
//! It must not know how changes are noticed nor how pages hear of them.

use super::{Blog, Outcome, build};
use crate::cli;
use crate::edge::disk::{Scan, Scanner};
use crate::edge::http::{Server, Snapshot, problems};
use crate::edge::terminal::{Terminal, number, seconds};
use crate::edge::watch::{Signal, Watch, wait};
use crate::edge::{browser, publish};
use post::Diagnostic;
use site::config::SiteConfig;
use site::{Build, Memos};
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Instant;

/// Serves until the author has had enough.
///
/// # Errors
/// No port to listen at; a destination that is no place for a website (with `--write`).
pub(super) fn run(args: &cli::Serve, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let (sender, signals) = channel();
    let stop = sender.clone();
    // Only a second handler in one process would be refused. The receiver lives as long as the loop below.
    let _ = ctrlc::set_handler(move || _ = stop.send(Signal::Stop));
    let mut watch = args.watch.then(|| {
        let (watch, told) = Watch::begin(&blog.root, sender, args.poll);
        terminal.show(told.as_slice());
        watch
    });
    let mut scanner = blog.scanner();
    let mut memos = Memos::default();

    let mut scan = look(&mut scanner, watch.as_mut(), terminal);
    let mut unread = scan.diagnostics.clone();
    let mut shown = Snapshot {
        outputs: Arc::default(),
        problems: String::new(),
        base: String::new(),
        live: args.watch,
    };
    let mut server: Option<Server> = None;
    let mut said: HashSet<Diagnostic> = HashSet::new();
    loop {
        let begun = Instant::now();
        let settings = build::settings(&args.which);
        shown.base = SiteConfig::read(&scan.sources, &settings).0.baseurl;
        let read = scan.read;
        let scan_now = build::composed(scan, &mut scanner, blog, terminal);
        let built = build::make(scan_now, &settings, &mut memos);
        // What was said of the last build and still holds is not said again.
        let news = built.diagnostics.iter().filter(|one| !said.contains(*one));
        terminal.show(&news.cloned().collect::<Vec<_>>());
        said = built.diagnostics.iter().cloned().collect();
        let worked = built.is_ok();
        shown.problems = problems(&built.diagnostics, terminal.zh());
        if worked {
            terminal.repaired();
            tell(&built, read, begun, terminal);
            shown.outputs = Arc::new(built.outputs);
        }
        match &server {
            Some(server) => server.show(shown.clone()),
            None => server = Some(begin(args, shown.clone(), terminal)?),
        }
        if worked && args.write {
            publish::publish(&shown.outputs, &blog.root, &blog.destination)?;
        }
        scan = loop {
            if wait(&signals) == Signal::Stop {
                return Ok(());
            }
            let scan = look(&mut scanner, watch.as_mut(), terminal);
            if scan.changed || scan.diagnostics != unread {
                break scan;
            }
        };
        unread.clone_from(&scan.diagnostics);
    }
}

/// Scans, and makes sure that every folder is watched before it counts as seen.
fn look(scanner: &mut Scanner, watch: Option<&mut Watch>, terminal: &mut Terminal) -> Scan {
    let mut scan = scanner.scan();
    let Some(watch) = watch else {
        return scan;
    };
    loop {
        let (new, told) = watch.follow(&scan.folders);
        terminal.show(told.as_slice());
        if !new {
            return scan;
        }
        let changed = scan.changed;
        scan = scanner.scan();
        scan.changed |= changed;
    }
}

fn tell(built: &Build, read: usize, begun: Instant, terminal: &Terminal) {
    let (pages, rendered) = (
        number(built.counts.pages),
        number(built.economy.pages_rendered),
    );
    let (read, time) = (number(read), seconds(begun.elapsed()));
    terminal.say(
        format!("{read} files read, {rendered} of {pages} pages rendered, in {time}"),
        format!("读取 {read} 个文件，生成 {rendered} 个页面（共 {pages} 个），用时 {time}"),
    );
}

fn begin(
    args: &cli::Serve,
    first: Snapshot,
    terminal: &Terminal,
) -> Result<Server, Box<Diagnostic>> {
    let base = first.base.clone();
    let server = Server::begin(args.host, args.port, first)
        .map_err(|error| Box::new(cannot_listen(args.host, args.port, &error)))?;
    let port = server.address.port();
    if args.port != 0 && port != args.port {
        let asked = args.port;
        terminal.say(
            format!("port {asked} is taken: {port} instead"),
            format!("端口 {asked} 已被占用：改用 {port}"),
        );
    }
    if !args.host.is_loopback() {
        terminal.say(
            "other machines of this network can read these pages",
            "同一网络中的其他机器可以看到这些页面",
        );
    }
    let host = match args.host {
        host if host.is_unspecified() => IpAddr::from(Ipv4Addr::LOCALHOST),
        host => host,
    };
    let address = format!("http://{}{base}/", SocketAddr::new(host, port));
    terminal.print(&address, &address);
    terminal.say("Ctrl-C ends it", "按 Ctrl-C 结束");
    if args.open
        && let Err(error) = browser::open(&address)
    {
        terminal.say(
            format!("no browser could be opened: {error}"),
            format!("无法打开浏览器：{error}"),
        );
    }
    Ok(server)
}

fn cannot_listen(host: IpAddr, port: u16, error: &std::io::Error) -> Diagnostic {
    let address = SocketAddr::new(host, port);
    Diagnostic::error(
        "listen",
        format!("nothing can listen at {address}: {error}"),
        format!("无法在 {address} 上监听：{error}"),
    )
    .help(
        "choose another address with `--host` or another port with `--port`",
        "请用 `--host` 或 `--port` 另选地址或端口",
    )
}
