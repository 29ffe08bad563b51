//! Which boxes meet this box?

/// West, south, east and north, millimeters.
pub(super) type Box4 = [i32; 4];

/// Boxes under one box of the level above.
const WIDTH: usize = 16;

/// A packed tree of boxes: 21 bytes each.
///
/// Sorted along the Z-curve of their middles, sixteen to a box of the level
/// above. An `rstar` tree of the same boxes takes 92 bytes each.
#[derive(Debug, Default)]
pub(super) struct BoxTree {
    /// From the boxes themselves to the few at the top.
    levels: Vec<Vec<Box4>>,
    /// Which box stands at each place of the lowest level.
    order: Vec<u32>,
}

impl BoxTree {
    pub fn new(boxes: &[Box4]) -> Self {
        let mut keyed: Vec<(u64, u32)> = boxes.iter().map(curve).zip(0..).collect();
        keyed.sort_unstable();
        let order: Vec<u32> = keyed.into_iter().map(|(_, place)| place).collect();
        let mut level: Vec<Box4> = order.iter().map(|&place| boxes[place as usize]).collect();
        let mut levels = Vec::new();
        while level.len() > WIDTH {
            let above: Vec<Box4> = level.chunks(WIDTH).map(around).collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        levels.push(level);
        Self { levels, order }
    }

    /// The boxes that have a point in common with the target, ascending.
    pub fn meeting(&self, target: &Box4) -> Vec<u32> {
        let mut found = Vec::new();
        let mut pending: Vec<(usize, usize)> = Vec::new();
        let visit = |level: usize, places: std::ops::Range<usize>, pending: &mut Vec<(usize, usize)>| {
            let boxes = &self.levels[level];
            let places = places.start..places.end.min(boxes.len());
            pending.extend(places.filter(|&place| meet(&boxes[place], target)).map(|place| (level, place)));
        };
        let Some(top) = self.levels.len().checked_sub(1) else { return found };
        visit(top, 0..WIDTH, &mut pending);
        while let Some((level, place)) = pending.pop() {
            match level.checked_sub(1) {
                Some(below) => visit(below, place * WIDTH..(place + 1) * WIDTH, &mut pending),
                None => found.push(self.order[place]),
            }
        }
        found.sort_unstable();
        found
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let boxes: usize = self.levels.iter().map(Vec::capacity).sum();
        boxes * size_of::<Box4>() + self.order.capacity() * size_of::<u32>()
    }
}

fn meet(a: &Box4, b: &Box4) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

fn around(boxes: &[Box4]) -> Box4 {
    boxes.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |all, one| {
        [all[0].min(one[0]), all[1].min(one[1]), all[2].max(one[2]), all[3].max(one[3])]
    })
}

/// The place of a box's middle on the Z-curve.
fn curve(of: &Box4) -> u64 {
    let middle = |from: i32, to: i32| {
        // Moved to where it cannot be negative.
        let moved = (i64::from(from) + i64::from(to)) / 2 - i64::from(i32::MIN);
        spread(moved.unsigned_abs() & 0xFFFF_FFFF)
    };
    middle(of[0], of[2]) | middle(of[1], of[3]) << 1
}

/// The low 32 bits with room for another between each two.
fn spread(mut bits: u64) -> u64 {
    for (shift, mask) in [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        bits = (bits | bits << shift) & mask;
    }
    bits
}
