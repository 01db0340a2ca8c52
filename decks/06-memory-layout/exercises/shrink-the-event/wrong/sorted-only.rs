// fails: an_event_takes_half_the_room
pub struct Event {
    urgent: bool,
    time: Option<u64>,
    kind: u8,
    id: Option<u32>,
    seen: bool,
    body: Option<Vec<u8>>,
}

impl Event {
    /// Panics if `time` or `id` is `Some(0)`.
    pub fn new(kind: u8, time: Option<u64>, id: Option<u32>, body: Option<Vec<u8>>) -> Event {
        assert!(time != Some(0) && id != Some(0), "time and id are never 0");
        Event { urgent: kind > 200, time, kind, id, seen: false, body }
    }

    pub fn time(&self) -> Option<u64> {
        self.time
    }

    pub fn id(&self) -> Option<u32> {
        self.id
    }

    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    pub fn kind(&self) -> u8 {
        self.kind
    }

    pub fn is_urgent(&self) -> bool {
        self.urgent
    }

    /// Whether it had been seen before; it has been now.
    pub fn see(&mut self) -> bool {
        std::mem::replace(&mut self.seen, true)
    }
}
