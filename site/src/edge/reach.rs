//! Asks other websites whether an address is still there, as a guest: one request at a time to each, with a pause between,
//! no more than needed, and not where programs are asked to stay away.
//!
//! It must not know where the addresses come from nor what an answer means.

use site::check::{Answer, Robots};
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;
use std::net::{IpAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use ureq::http::header::LOCATION;
use ureq::http::{Response, Uri};
use ureq::{Agent, Body, Error};

/// Who we say we are; robots.txt may name us so.
const NAME: &str = "tuibao";
const AGENT: &str = concat!(
    "tuibao/",
    env!("CARGO_PKG_VERSION"),
    " (site check --external)"
);
/// How many websites are asked at the same time.
const WEBSITES: usize = 8;
/// How long one request may take.
const REQUEST: Duration = Duration::from_secs(15);
/// How many times an address may lead on.
const HOPS: usize = 6;
/// The longest pause in seconds that a website's own wish makes us take.
const LONGEST: f32 = 10.0;
/// How much of a robots.txt is read (RFC 9309: at least 500 KiB).
const ROBOTS: u64 = 512 * 1024;

/// How to behave.
pub(crate) struct Manners {
    /// The pause between two requests to one website.
    pub(crate) pause: Duration,
    /// When to stop, whatever has not been asked.
    pub(crate) until: Instant,
    /// Whether this machine and its network may be asked.
    pub(crate) private: bool,
}

/// The answers to those addresses that could be asked in time; `each` hears of every one as it comes.
pub(crate) fn ask(addresses: &[String], manners: &Manners, mut each: impl FnMut(&str, Answer)) {
    let mut queues: BTreeMap<String, Vec<(&str, Uri)>> = BTreeMap::new();
    for address in addresses {
        match address.parse::<Uri>() {
            Ok(uri) if uri.authority().is_some() => {
                queues.entry(root(&uri)).or_default().push((address, uri));
            }
            Ok(_) => each(address, Answer::Failed("no host".to_owned())),
            Err(error) => each(address, Answer::Failed(error.to_string())),
        }
    }
    let waiting = Mutex::new(VecDeque::from_iter(queues.into_values()));
    let guest = Guest {
        agent: agent(),
        manners,
        websites: Mutex::default(),
    };
    let (sender, answers) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..WEBSITES {
            let (sender, waiting, guest) = (sender.clone(), &waiting, &guest);
            scope.spawn(move || {
                while let Some(addresses) = held(waiting).pop_front() {
                    for (address, uri) in addresses {
                        let Some(answer) = guest.ask(uri) else {
                            break;
                        };
                        // Whoever listens has gone only when the program ends.
                        let _ = sender.send((address, answer));
                    }
                }
            });
        }
        drop(sender);
        for (address, answer) in answers {
            each(address, answer);
        }
    });
}

/// The value, also where a thread that held it has failed: what it holds is whole at every moment.
fn held<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

fn agent() -> Agent {
    Agent::config_builder()
        .user_agent(AGENT)
        .timeout_global(Some(REQUEST))
        .http_status_as_error(false)
        // Each step is looked at before it is taken.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .build()
        .into()
}

fn root(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or("https");
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    format!("{scheme}://{}", authority.to_ascii_lowercase())
}

/// What is known of one website.
#[derive(Default)]
struct Website {
    robots: Option<Robots>,
    /// When it was last asked for something.
    last: Option<Instant>,
}

/// Goes from website to website, and is at each only once at a time, whoever sent it there.
struct Guest<'a> {
    agent: Agent,
    manners: &'a Manners,
    websites: Mutex<BTreeMap<String, Arc<Mutex<Website>>>>,
}

impl Guest<'_> {
    /// What stands at an address; `None` when there is no time left.
    fn ask(&self, mut uri: Uri) -> Option<Answer> {
        for _ in 0..=HOPS {
            if !self.manners.private && is_private(&uri) {
                return Some(Answer::Private);
            }
            let website = Arc::clone(held(&self.websites).entry(root(&uri)).or_default());
            let step = self.at(&mut held(&website), &uri)?;
            match step {
                Step::End(answer) => return Some(answer),
                Step::On(next) => uri = next,
            }
        }
        Some(Answer::Failed(format!("more than {HOPS} redirections")))
    }

    fn at(&self, website: &mut Website, uri: &Uri) -> Option<Step> {
        if website.robots.is_none() {
            self.wait(website)?;
            website.robots = Some(self.rules(&root(uri)));
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        if website
            .robots
            .as_ref()
            .is_some_and(|robots| !robots.allow(path))
        {
            return Some(Step::End(Answer::Unwelcome));
        }
        self.wait(website)?;
        let mut response = self.agent.head(uri.clone()).call();
        let unsure = |status: u16| matches!(status, 400 | 403..=406 | 410 | 500..=599);
        let sure = |answer: &Response<Body>| !unsure(answer.status().as_u16());
        if !response.as_ref().is_ok_and(sure) {
            // Not everybody knows HEAD: what looks wrong is asked for in earnest, and left unread.
            self.wait(website)?;
            let get = self.agent.get(uri.clone()).header("range", "bytes=0-0");
            response = get.call();
        }
        Some(match response {
            Ok(response) => {
                let status = response.status().as_u16();
                let leads = matches!(status, 301..=303 | 307 | 308);
                let to = response.headers().get(LOCATION).filter(|_| leads);
                match to.and_then(|to| next(uri, to.to_str().ok()?)) {
                    Some(to) => Step::On(to),
                    None => Step::End(Answer::Status(status)),
                }
            }
            Err(error) => Step::End(Answer::Failed(reason(&error))),
        })
    }

    /// The website's rules; where it has none, or is not well, everything may be asked.
    fn rules(&self, root: &str) -> Robots {
        let mut text = Vec::new();
        let answer = self.agent.get(format!("{root}/robots.txt")).call();
        if let Ok(mut response) = answer
            && response.status().is_success()
        {
            // What breaks off is read as far as it goes.
            let mut reader = response.body_mut().as_reader().take(ROBOTS);
            let _ = reader.read_to_end(&mut text);
        }
        Robots::read(&String::from_utf8_lossy(&text), NAME)
    }

    /// Waits until it is polite to ask again; `None` when there is no time for that.
    fn wait(&self, website: &mut Website) -> Option<()> {
        let wish = website.robots.as_ref().and_then(|robots| robots.delay);
        let wish = Duration::from_secs_f32(wish.unwrap_or(0.0).min(LONGEST));
        let pause = self.manners.pause.max(wish);
        let now = Instant::now();
        let begin = website.last.map_or(now, |last| (last + pause).max(now));
        if begin >= self.manners.until {
            return None;
        }
        thread::sleep(begin - now);
        website.last = Some(Instant::now());
        Some(())
    }
}

enum Step {
    End(Answer),
    On(Uri),
}

/// Where a redirection leads, seen from where it was given.
fn next(from: &Uri, to: &str) -> Option<Uri> {
    let base = from.to_string();
    let base = iri_string::types::UriAbsoluteStr::new(&base).ok()?;
    let to = iri_string::types::UriReferenceStr::new(to).ok()?;
    let target = to.resolve_against(base).to_string();
    let target = target.split('#').next()?.parse::<Uri>().ok()?;
    matches!(target.scheme_str(), Some("http" | "https")).then_some(target)
}

fn reason(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "no answer in time".to_owned(),
        Error::HostNotFound => "there is no such host".to_owned(),
        Error::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// Whether an address leads to this machine or into a network that strangers do not see.
fn is_private(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return is_inner(address);
    }
    // What cannot be looked up (behind a proxy, or gone) is not found to be inside.
    let name = bare.to_ascii_lowercase();
    let inner = ["localhost", "local", "internal"];
    inner
        .iter()
        .any(|end| name == *end || name.ends_with(&format!(".{end}")))
        || (bare, 80)
            .to_socket_addrs()
            .is_ok_and(|mut all| all.any(|one| is_inner(one.ip())))
}

fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_inner(v4.into()),
            None => {
                v6.is_loopback()
                    || v6.is_unspecified()
                    || v6.is_unique_local()
                    || v6.is_unicast_link_local()
            }
        },
    }
}
