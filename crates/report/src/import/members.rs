//! The files inside a ZIP that hold tweets, one after another; of a personal archive only those that may be opened.
//!
//! The list of contents at the end of the file decides, so that nothing else is ever unpacked. It must not know formats.

use super::archive;
use super::context::{Owner, owner};
use super::json::Json;
use super::unpack::{Bytes, Guard, is_too_much};
use std::io::{Read, Seek, SeekFrom};
use zip::ZipArchive;

/// More files than this are not tweets.
const MOST_MEMBERS: usize = 100_000;
/// How much of `account.js` is read.
const LONGEST_ACCOUNT: u64 = 1 << 20;

/// An opened ZIP.
pub(super) struct Members {
    zip: ZipArchive<Box<dyn Bytes>>,
    /// Which of its files to read, by name.
    chosen: Vec<(String, usize)>,
    account: Option<usize>,
    packed: u64,
    given: u64,
}

impl Members {
    /// Reads the list of contents.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn open(mut file: Box<dyn Bytes>) -> Result<Self, String> {
        let packed = file
            .seek(SeekFrom::End(0))
            .map_err(|error| error.to_string())?;
        let zip = ZipArchive::new(file).map_err(|error| error.to_string())?;
        if zip.len() > MOST_MEMBERS {
            return Err("it lists more than 100,000 files".to_owned());
        }
        let names: Vec<(String, usize)> = (0..zip.len())
            .filter_map(|at| Some((zip.name_for_index(at)?.ok()?.replace('\\', "/"), at)))
            .filter(|(name, _)| !name.ends_with('/'))
            .collect();
        let folder = |name: &str| {
            name.rsplit_once('/')
                .map_or("", |(folder, _)| folder)
                .to_owned()
        };
        let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let home = names
            .iter()
            .find(|(name, _)| archive::is_sign(&last(name)))
            .map(|(name, _)| folder(name));
        let chosen = |name: &str| match &home {
            Some(home) => folder(name) == *home && archive::is_part(&last(name)),
            None => !name.starts_with("__MACOSX/") && archive::is_candidate(&last(name)),
        };
        let mut found: Vec<_> = names
            .iter()
            .filter(|(name, _)| chosen(name))
            .cloned()
            .collect();
        found.sort();
        let account = home.and_then(|home| {
            let is_it = |name: &str| folder(name) == home && last(name) == archive::ACCOUNT;
            names
                .iter()
                .find(|(name, _)| is_it(name))
                .map(|(_, at)| *at)
        });
        Ok(Self {
            zip,
            chosen: found,
            account,
            packed,
            given: 0,
        })
    }

    /// Whose archive it is, when it is one and says so.
    pub(super) fn owner(&mut self) -> Owner {
        let Some(at) = self.account else {
            return Owner::default();
        };
        match self.zip.by_index(at) {
            Ok(file) => account(file),
            Err(_) => Owner::default(),
        }
    }

    /// The names of the files to read.
    pub(super) fn names(&self) -> Vec<String> {
        self.chosen.iter().map(|(name, _)| name.clone()).collect()
    }

    /// One of them, by its place in [`Self::names`].
    ///
    /// # Errors
    /// Why it cannot be read: a password, a packing that is not known, a bomb.
    pub(super) fn read(&mut self, at: usize) -> Result<impl Read + Send + '_, String> {
        let index = self.chosen.get(at).map_or(usize::MAX, |(_, index)| *index);
        let file = self
            .zip
            .by_index(index)
            .map_err(|error| error.to_string())?;
        let packed = file.compressed_size();
        self.given = self.given.saturating_add(file.size());
        // Files that share their packed bytes are a bomb, however honest each looks.
        if is_too_much(self.given, self.packed) {
            return Err("unpacks to more than 200 times its size".to_owned());
        }
        Ok(Guard::new(file, move || packed))
    }
}

/// The owner that `account.js` names; nothing else of it is looked at.
pub(super) fn account(file: impl Read) -> Owner {
    let mut text = String::new();
    if file
        .take(LONGEST_ACCOUNT)
        .read_to_string(&mut text)
        .is_err()
    {
        return Owner::default();
    }
    let json = text.split_once('=').map_or(text.as_str(), |(_, json)| json);
    let found = Json::parse(json.trim().trim_end_matches(';'))
        .ok()
        .and_then(|json| {
            let fields = json.elements().first()?.object()?;
            let mut found = owner(&fields, &Owner::default());
            if let Some(name) = fields
                .object("account")
                .and_then(|a| a.string("accountDisplayName"))
            {
                found.name = name.into_owned();
            }
            Some(found)
        });
    found.unwrap_or_default()
}
