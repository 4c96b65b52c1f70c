//! A language model behind an OpenAI-compatible endpoint: one question over the network, one answer, within limits of time and
//! size. The key is read from the environment, sent to the endpoint, and appears nowhere else.
//!
//! It must not know what is asked, nor what becomes of the answer.

use report::llm::{Form, Refusal, Reply, Request, read_reply};
use serde::Deserialize;
use std::time::Duration;
use ureq::{Agent, Error};

/// The most bytes of an answer that are read.
const LARGEST: u64 = 2 << 20;

/// How often a question is asked again when the endpoint is busy, and how long it is waited at most in between.
const AGAIN: u64 = 2;
const WAIT: u64 = 20;

/// How much of what the endpoint says of an error is told, in characters.
const SHOWN: usize = 160;

/// An endpoint, ready to be asked.
pub(crate) struct Endpoint {
    agent: Agent,
    url: String,
    key: Option<String>,
    form: Form,
}

/// What stands under a name in the environment; `None` where nothing does.
pub(crate) fn from_environment(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

impl Endpoint {
    /// The endpoint whose chat completions are at `base` + `/chat/completions`.
    pub(crate) fn new(base: &str, key: Option<String>, timeout: Duration, form: Form) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            // The key goes where the author said, and nowhere on from there.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("tuibao/", env!("CARGO_PKG_VERSION")));
        let base = base.trim_end_matches('/');
        let config = match is_here(base) {
            true => config.proxy(None),
            false => config,
        };
        Self {
            agent: config.build().new_agent(),
            url: format!("{base}/chat/completions"),
            key,
            form,
        }
    }

    /// Asks. An endpoint that is busy is asked again, one that does not know the form of the question in a simpler one.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Reply, Refusal> {
        let mut tries = 0;
        loop {
            let (code, wait, body) = self.send(&request.body(self.form))?;
            match code {
                200..=299 => return read_reply(&body).ok_or(Refusal::Garbage),
                400 | 422 if self.form == Form::Schema => self.form = Form::Object,
                400 | 422 if self.form == Form::Object => self.form = Form::Words,
                429 | 500..=599 if tries < AGAIN => {
                    tries += 1;
                    let seconds = wait.unwrap_or(tries).min(WAIT);
                    std::thread::sleep(Duration::from_secs(seconds));
                }
                code => return Err(Refusal::Status(code, self.said(&body))),
            }
        }
    }

    /// Status, how long to wait, body.
    fn send(&self, body: &str) -> Result<(u16, Option<u64>, Vec<u8>), Refusal> {
        let mut call = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("accept", "application/json");
        if let Some(key) = &self.key {
            call = call.header("authorization", format!("Bearer {key}"));
        }
        let mut response = call.send(body).map_err(|error| self.refusal(&error))?;
        let wait = response.headers().get("retry-after");
        let wait = wait.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let code = response.status().as_u16();
        let reading = response.body_mut().with_config().limit(LARGEST);
        let bytes = reading
            .read_to_vec()
            .map_err(|error| self.refusal(&error))?;
        Ok((code, wait, bytes))
    }

    fn refusal(&self, error: &Error) -> Refusal {
        match error {
            Error::Timeout(_) => Refusal::Slow,
            Error::BodyExceedsLimit(_) => Refusal::TooLong,
            Error::Io(io) if io.kind() == std::io::ErrorKind::TimedOut => Refusal::Slow,
            error => Refusal::Down(self.plain(&error.to_string())),
        }
    }

    /// What an endpoint says of its error.
    fn said(&self, body: &[u8]) -> String {
        #[derive(Deserialize)]
        struct Body {
            error: Said,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Said {
            Object { message: String },
            Text(String),
        }
        let text = match serde_json::from_slice::<Body>(body) {
            Ok(Body {
                error: Said::Object { message } | Said::Text(message),
            }) => message,
            Err(_) => String::from_utf8_lossy(body).into_owned(),
        };
        self.plain(&text)
    }

    /// A short line without control characters, and without the key, should the other side repeat it.
    fn plain(&self, text: &str) -> String {
        let text = match &self.key {
            Some(key) => text.replace(key.as_str(), "***"),
            None => text.to_owned(),
        };
        let seen: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().take(SHOWN).collect()
    }
}

/// Whether an address is on this machine, where no proxy stands between.
pub(crate) fn is_here(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    ["localhost", "127.", "[::1]"]
        .iter()
        .any(|here| host.starts_with(here))
}
