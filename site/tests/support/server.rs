//! The development server as a browser meets it: over a real socket. Nothing here waits for time to pass: every step ends with an
//! event that the server sends.
#![allow(dead_code, reason = "each test file uses a part of it")]

use super::Blog;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A test that waits longer than this for an answer has failed.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) base: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub(crate) fn of(blog: &Blog, arguments: &str) -> Self {
        Self::on(blog, 0, arguments)
    }

    /// The server that was asked for this port.
    pub(crate) fn on(blog: &Blog, port: u16, arguments: &str) -> Self {
        let mut command = blog.command(&format!("serve --port {port} {arguments}"));
        Self::begun(command.stderr(Stdio::null()))
    }

    /// The server that this command begins.
    pub(crate) fn begun(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let rest = line
            .trim()
            .strip_prefix("http://")
            .unwrap_or_else(|| panic!("{line}"));
        let (address, base) = rest.split_once('/').unwrap();
        Self {
            child,
            address: address.parse().unwrap(),
            base: format!("/{base}"),
        }
    }

    pub(crate) fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// The answer to a request for a path with further header lines.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = if headers.contains("Host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        let mut stream = self.send(&format!(
            "{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n"
        ));
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer {
            status: head
                .split(' ')
                .nth(1)
                .unwrap_or_default()
                .parse()
                .unwrap_or(0),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The file of the website at this path, as it would be published.
    pub(crate) fn file(&self, path: &str) -> Answer {
        let mut answer = self.get(&format!("{}{}", self.base, encoded(path)));
        answer.body = published(&answer.body);
        answer
    }

    /// A page as a browser has it open: it hears what happens to it.
    pub(crate) fn open(&self, path: &str) -> Tab {
        let page = self.get(path);
        let seen = page
            .body
            .split("data-seen=\"")
            .nth(1)
            .unwrap_or_else(|| panic!("{page:?}"));
        let seen = seen.split('"').next().unwrap();
        let query = format!("path={path}&seen={seen}");
        let stream = self.send(&format!(
            "GET /__site/events?{query} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        ));
        let mut tab = Tab(BufReader::new(stream));
        // The server listens to us from here on.
        tab.until(": here");
        tab
    }
}

/// A path as it stands in a request.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |text, byte| match byte {
        b' ' | b'%' | b'?' | b'#' | 0x80.. => format!("{text}%{byte:02X}"),
        _ => text + &char::from(byte).to_string(),
    })
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default()
    }
}

pub(crate) struct Tab(BufReader<TcpStream>);

impl Tab {
    /// The next event and its data.
    pub(crate) fn event(&mut self) -> (String, String) {
        let event = self.until("event: ");
        let data = self.until("data:");
        (event, data.trim().to_owned())
    }

    /// Waits for the event whose data has this in it.
    pub(crate) fn hears(&mut self, word: &str) {
        while !self.event().1.contains(word) {}
    }

    /// The events that come until the server hangs up.
    pub(crate) fn rest(&mut self) -> String {
        let mut rest = String::new();
        // A connection that is cut off is one that has ended.
        let _ = self.0.read_to_string(&mut rest);
        rest.lines()
            .filter(|line| line.starts_with("event"))
            .collect()
    }

    pub(crate) fn until(&mut self, begin: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(
                self.0.read_line(&mut line).unwrap() > 0,
                "the server hung up"
            );
            if let Some(rest) = line.strip_prefix(begin) {
                return rest.trim_end().to_owned();
            }
        }
    }
}

/// What is served without the script that keeps pages up to date.
pub(crate) fn published(body: &str) -> String {
    let Some((before, rest)) = body.split_once("<script src=\"/__site/live.js\"") else {
        return body.to_owned();
    };
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}{after}")
}
