//! Follows one JSON value through text that is still being read: where it ends, and where it could be closed if it never
//! does.
//!
//! It must not know what the value means, nor where the text comes from.

use memchr::memchr3;

/// How far a value has been followed.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) at: usize,
    pub(super) stack: Vec<u8>,
    in_string: bool,
    escaped: bool,
    /// The first array directly inside the object, and the end of the last comma between its elements.
    pub(super) array: Option<usize>,
    pub(super) comma: Option<usize>,
    /// After the last whole element of an outer array, and after the last whole value of any kind.
    pub(super) cut_shallow: Option<Cut>,
    pub(super) cut_any: Option<Cut>,
}

/// A place where a value could end if its open brackets were closed.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub(super) at: usize,
    pub(super) depth: usize,
}

pub(super) enum Outcome {
    /// The value ends here.
    End(usize),
    /// Inside a string a line begins as the value's own line does: a quote is missing, the next value begins here.
    Restart(usize),
    /// The closing bracket here closes nothing of its kind.
    Mismatch(usize),
    More,
}

impl Scan {
    /// Follows the value through `text`, which begins where the value does and may have grown since the last call.
    pub(super) fn run(&mut self, text: &[u8], indent: Option<&str>) -> Outcome {
        while self.at < text.len() {
            if self.escaped {
                self.escaped = false;
                self.at += 1;
                continue;
            }
            if self.in_string {
                let Some(length) = memchr3(b'"', b'\\', b'\n', &text[self.at..]) else {
                    self.at = text.len();
                    break;
                };
                self.at += length + 1;
                match text[self.at - 1] {
                    b'"' => self.in_string = false,
                    b'\\' => self.escaped = true,
                    _ => {
                        let restart = indent
                            .and_then(|indent| text[self.at..].strip_prefix(indent.as_bytes()))
                            .is_some_and(|line| line.starts_with(b"{"));
                        if restart {
                            return Outcome::Restart(self.at);
                        }
                    }
                }
                continue;
            }
            let at = self.at;
            self.at += 1;
            match text[at] {
                b'"' => self.in_string = true,
                open @ (b'{' | b'[') => {
                    self.stack.push(open);
                    if open == b'[' && self.stack.len() == 2 {
                        self.array = Some(at);
                        self.comma = None;
                    }
                }
                close @ (b'}' | b']') => {
                    let open = self.stack.pop();
                    if (open == Some(b'{')) != (close == b'}') {
                        return Outcome::Mismatch(at);
                    }
                    if self.stack.is_empty() {
                        return Outcome::End(self.at);
                    }
                    let depth = self.stack.len();
                    let cut = Some(Cut { at: self.at, depth });
                    self.cut_any = cut;
                    if depth <= 3 && (depth < 3 || self.stack[2] == b'[') {
                        self.cut_shallow = cut;
                    }
                }
                b',' if self.stack.len() == 2 && self.stack[1] == b'[' => {
                    self.comma = Some(self.at)
                }
                _ => {}
            }
        }
        Outcome::More
    }
}
