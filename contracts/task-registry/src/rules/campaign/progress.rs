//! How far a campaign is.

use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// How many tasks of a campaign are settled, void or released.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Tasks done.
    pub done: u32,
    /// Whether the requester cancelled.
    pub cancelled: bool,
}

impl Progress {
    /// Counts tasks that ended; tells whether all of a campaign's have.
    pub fn end_tasks(&mut self, ended: u32, tasks: u32) -> bool {
        self.done += ended;
        self.done >= tasks
    }
}

impl Packed for Progress {
    const RECORD: &'static str = "progress";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.done).u8(u8::from(self.cancelled));
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            done: from.u32()?,
            cancelled: from.u8()? != 0,
        })
    }
}
