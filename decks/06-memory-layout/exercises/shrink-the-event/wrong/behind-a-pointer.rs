// fails: an_event_without_a_body_lies_in_one_piece
pub struct Event(Box<Inner>);

struct Inner {
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
        Event(Box::new(Inner { urgent: kind > 200, time, kind, id, seen: false, body }))
    }

    pub fn time(&self) -> Option<u64> {
        self.0.time
    }

    pub fn id(&self) -> Option<u32> {
        self.0.id
    }

    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_deref()
    }

    pub fn kind(&self) -> u8 {
        self.0.kind
    }

    pub fn is_urgent(&self) -> bool {
        self.0.urgent
    }

    /// Whether it had been seen before; it has been now.
    pub fn see(&mut self) -> bool {
        std::mem::replace(&mut self.0.seen, true)
    }
}
