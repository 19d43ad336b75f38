//! Packed streams, and how much they may unpack to.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Format;

/// What a small input may unpack to, whatever its size.
const ALWAYS: u64 = 256 << 20;
/// The memory that unpacking xz may ask for, in KiB; the largest preset needs 65 MiB.
const XZ_MEMORY: u32 = 512 << 10;
/// The window that unpacking zstd may ask for: that of `zstd --long`.
const ZSTD_WINDOW: u64 = 128 << 20;

/// How much the layers of one input may unpack to, together.
#[derive(Debug)]
pub(super) struct Budget {
    left: Cell<u64>,
    factor: u64,
}

impl Budget {
    /// For an input of `size` bytes that may unpack to `factor` times as much.
    pub(super) fn new(size: u64, factor: u64) -> Self {
        Self {
            left: Cell::new(size.saturating_mul(factor).max(ALWAYS)),
            factor,
        }
    }

    /// Whether it is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// What the user is told when it is used up.
    pub(super) fn message(&self) -> String {
        format!(
            "unpacks to more than {} times its size; --max-expansion allows more",
            self.factor
        )
    }

    pub(super) fn counted<R: Read>(&self, inner: R) -> Counted<'_, R> {
        Counted {
            inner,
            budget: self,
        }
    }
}

/// A stream whose bytes count.
pub(super) struct Counted<'b, R> {
    inner: R,
    budget: &'b Budget,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_spent() {
            return Err(io::Error::other(self.budget.message()));
        }
        let read = self.inner.read(buffer)?;
        let left = self.budget.left.get();
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        self.budget.left.set(left.saturating_sub(bytes));
        Ok(read)
    }
}

/// What a packed stream holds, or `None` for a format that is not packed.
pub(super) fn unpacked<'r>(format: Format, packed: &'r mut dyn Read) -> Option<Box<dyn Read + 'r>> {
    Some(match format {
        Format::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(packed))),
        Format::Bzip2 => Box::new(MultiBzDecoder::new(BufReader::new(packed))),
        Format::Xz => Box::new(XzReader::new_mem_limit(
            BufReader::new(packed),
            true,
            XZ_MEMORY,
        )),
        Format::Zstd => Box::new(Frames::new(BufReader::new(packed))),
        _ => return None,
    })
}

/// Frames of zstd, one after the other, as `cat` and parallel packers make them.
struct Frames<R> {
    packed: R,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(packed: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW);
        Self {
            packed,
            decoder,
            inside: false,
        }
    }

    /// Begins a frame, or passes over one that holds no content.
    fn begin(&mut self) -> io::Result<()> {
        match self.decoder.init(&mut self.packed) {
            Ok(()) => self.inside = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let mut empty = (&mut self.packed).take(u64::from(length));
                io::copy(&mut empty, &mut io::sink())?;
            }
            Err(error) => return Err(io::Error::other(error.to_string())),
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                if self.packed.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.begin()?;
            } else if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            } else if self.decoder.is_finished() {
                self.inside = false;
            } else {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder
                    .decode_blocks(&mut self.packed, one)
                    .map_err(|error| io::Error::other(error.to_string()))?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn read(format: Format, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut packed = bytes;
        let mut out = Vec::new();
        unpacked(format, &mut packed)
            .unwrap()
            .read_to_end(&mut out)?;
        Ok(out)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn several_streams_in_one_file_are_one() {
        let text = "判决书".repeat(5000);
        let twice = text.repeat(2).into_bytes();
        let gz = gzip(text.as_bytes());
        assert!(read(Format::Gzip, &gz.repeat(2)).unwrap() == twice);
        let frame = zstd(text.as_bytes());
        let skippable = [&[0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let frames = [&frame[..], &skippable, &frame].concat();
        assert!(read(Format::Zstd, &frames).unwrap() == twice);
    }

    #[test]
    fn what_is_cut_or_is_no_packed_file_is_an_error() {
        let gz = gzip(&b"abc".repeat(1000));
        for (format, bytes) in [
            (Format::Gzip, &gz[..gz.len() / 2]),
            (Format::Gzip, b"plain text"),
            (Format::Zstd, &zstd(&b"abc".repeat(1000))[..12]),
            (Format::Zstd, b"plain text"),
            (Format::Bzip2, b"plain text"),
            (Format::Xz, b"plain text"),
        ] {
            assert!(read(format, bytes).is_err(), "{format:?}");
        }
    }

    #[test]
    fn a_budget_ends_what_unpacks_to_too_much() {
        let budget = Budget::new(10, 3);
        budget.left.set(100);
        let mut counted = budget.counted(io::repeat(0));
        let error = io::copy(&mut counted, &mut io::sink()).unwrap_err();
        assert!(budget.is_spent() && error.to_string().contains("more than 3 times"));
    }
}
