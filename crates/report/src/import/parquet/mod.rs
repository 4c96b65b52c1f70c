//! Parquet, where the program was built with `--features parquet`: its rows as lines of JSON, one a row, so that they go the way of
//! every other record, and the line that a message names is the row.
//!
//! Rows are read as they are asked for. It must not know what the columns mean.

mod values;

use super::unpack::{self, Bytes, Guard, Tally};
use parquet::errors::{ParquetError, Result as Outcome};
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::TypePtr;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes of lines are made at once.
const AT_ONCE: usize = 64 * 1024;

/// The rows of a file as lines of JSON; the file as it stands is counted in `tally`.
///
/// # Errors
/// Why it cannot be read as Parquet.
pub(super) fn lines(
    mut file: Box<dyn Bytes>,
    tally: &Tally,
) -> Result<Box<dyn Read + Send>, String> {
    // What it holds is told at its end, so the whole of it is counted beforehand.
    let counted = file.seek(SeekFrom::Start(0));
    let counted = counted.and_then(|_| unpack::count(&mut file, tally));
    let length = counted.map_err(|error| error.to_string())?;
    let whole = Whole {
        file: Arc::new(Mutex::new(file)),
        length,
    };
    let reader = caught(|| SerializedFileReader::new(whole))?;
    let metadata = reader.metadata();
    let groups = metadata.row_groups().iter();
    let unpacked = groups.map(|group| u64::try_from(group.total_byte_size()).unwrap_or(u64::MAX));
    if unpack::is_too_much(unpacked.fold(0, u64::saturating_add), length) {
        return Err(unpack::Bomb.to_string());
    }
    let schema = metadata.file_metadata().schema_descr().root_schema_ptr();
    let lines = Lines {
        rows: RowIter::from_file_into(Box::new(reader)),
        schema,
        made: Vec::new(),
        given: 0,
        failure: None,
    };
    Ok(Box::new(Guard::new(lines, move || length)))
}

/// What the reader of Parquet says. Some files that no writer would make let it panic; they are damaged like others.
fn caught<T>(read: impl FnOnce() -> Outcome<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err("its values are not what their column is said to hold".to_owned()),
    }
}

/// A file that many columns are read from.
struct Whole {
    file: Arc<Mutex<Box<dyn Bytes>>>,
    length: u64,
}

impl Length for Whole {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Whole {
    type T = Part;

    fn get_read(&self, start: u64) -> Outcome<Part> {
        Ok(Part {
            file: Arc::clone(&self.file),
            at: start,
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Outcome<bytes::Bytes> {
        let mut bytes = Vec::new();
        let mut part = self.get_read(start)?.take(length as u64);
        part.read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF("the file ends early".to_owned()));
        }
        Ok(bytes.into())
    }
}

/// A file from some place on.
struct Part {
    file: Arc<Mutex<Box<dyn Bytes>>>,
    at: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let length = file.read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

/// Rows as text.
struct Lines {
    rows: RowIter<'static>,
    schema: TypePtr,
    made: Vec<u8>,
    /// How much of what was made was given away.
    given: usize,
    /// Why no more can be made, to be told after what was made before.
    failure: Option<String>,
}

impl Lines {
    fn make(&mut self) -> io::Result<()> {
        self.made.clear();
        self.given = 0;
        while self.made.len() < AT_ONCE && self.failure.is_none() {
            match caught(|| self.rows.next().transpose()) {
                Ok(Some(row)) => {
                    let object = values::object(row, Some(&self.schema));
                    serde_json::to_writer(&mut self.made, &object)?;
                    self.made.push(b'\n');
                }
                Ok(None) => break,
                Err(why) => self.failure = Some(why),
            }
        }
        Ok(())
    }
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.made.len() {
            if let Some(why) = &self.failure {
                return Err(io::Error::other(why.clone()));
            }
            self.make()?;
        }
        if self.made.is_empty()
            && let Some(why) = &self.failure
        {
            return Err(io::Error::other(why.clone()));
        }
        let length = (&self.made[self.given..]).read(buffer)?;
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
