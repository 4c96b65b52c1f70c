//! The cosine transform of a block. Sums run in one order, so that every machine has the same ones.

/// The side of a block.
pub(super) const SIDE: usize = 8;

type Block = [f32; SIDE * SIDE];

/// The transform's waves: the even ones and the odd ones, half a side of each, since they go on in a mirror.
pub(super) struct Transform {
    even: [[f32; SIDE / 2]; SIDE / 2],
    odd: [[f32; SIDE / 2]; SIDE / 2],
}

impl Transform {
    pub(super) fn new() -> Self {
        let wave = |number: usize| {
            let strength = if number == 0 { 0.125f64.sqrt() } else { 0.5 };
            std::array::from_fn(|at| {
                let turn = (2 * at + 1) as f64 * number as f64 * std::f64::consts::PI / 16.0;
                (strength * libm::cos(turn)) as f32
            })
        };
        Self {
            even: std::array::from_fn(|half| wave(2 * half)),
            odd: std::array::from_fn(|half| wave(2 * half + 1)),
        }
    }

    /// The coefficients of a block that is given row by row, column by column.
    pub(super) fn forward(&self, block: &Block) -> Block {
        let columns = self.along(block);
        let mut turned = [0.0; SIDE * SIDE];
        for (y, row) in turned.as_chunks_mut::<SIDE>().0.iter_mut().enumerate() {
            for (x, to) in row.iter_mut().enumerate() {
                *to = columns[x * SIDE + y];
            }
        }
        self.along(&turned)
    }

    /// The transform of each column.
    fn along(&self, block: &Block) -> Block {
        let mut sums = [[0.0; SIDE]; SIDE / 2];
        let mut differences = [[0.0; SIDE]; SIDE / 2];
        for y in 0..SIDE / 2 {
            for x in 0..SIDE {
                let (from, to) = (block[y * SIDE + x], block[(SIDE - 1 - y) * SIDE + x]);
                sums[y][x] = from + to;
                differences[y][x] = from - to;
            }
        }
        let mut out = [0.0; SIDE * SIDE];
        for half in 0..SIDE / 2 {
            for (wave, rows, number) in [
                (&self.even[half], &sums, 2 * half),
                (&self.odd[half], &differences, 2 * half + 1),
            ] {
                for x in 0..SIDE {
                    out[number * SIDE + x] = wave[0] * rows[0][x]
                        + wave[1] * rows[1][x]
                        + wave[2] * rows[2][x]
                        + wave[3] * rows[3][x];
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_becomes_one_coefficient() {
        let transform = Transform::new();
        let flat = transform.forward(&[3.0; SIDE * SIDE]);
        assert!((flat[0] - 24.0).abs() < 1e-4);
        assert!(flat[1..].iter().all(|rest| rest.abs() < 1e-4));
        // Two waves along a row, none along a column.
        let wave = std::array::from_fn(|at| {
            let turn = (2 * (at % SIDE) + 1) as f32 * 2.0 * std::f32::consts::PI / 16.0;
            turn.cos()
        });
        let coefficients = transform.forward(&wave);
        assert!((coefficients[2 * SIDE] - 32f32.sqrt()).abs() < 1e-4);
    }
}
