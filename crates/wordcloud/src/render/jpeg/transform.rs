//! The cosine transform of a block, in the way that takes the fewest multiplications (Arai, Agui and Nakajima 1988): what comes
//! out is too large by a number for each coefficient, which dividing by its step takes care of. Sums run in one order, so that
//! every machine has the same ones.
//!
//! It must not know colours or files.

/// The side of a block.
pub(super) const SIDE: usize = 8;

/// Samples a block.
pub(super) const AREA: usize = SIDE * SIDE;

pub(super) type Block = [f32; AREA];

/// A row of a block, or a step of all its columns at once.
type Row = [f32; SIDE];

/// How much too large each coefficient comes out of [`forward`], row by row.
pub(super) fn excess() -> Block {
    let side: [f64; SIDE] = std::array::from_fn(|at| {
        let wave = std::f64::consts::SQRT_2 * libm::cos(at as f64 * std::f64::consts::PI / 16.0);
        8f64.sqrt() * if at == 0 { 1.0 } else { wave }
    });
    std::array::from_fn(|at| (side[at / SIDE] * side[at % SIDE]) as f32)
}

/// The coefficients of a block that is given row by row, column by column.
pub(super) fn forward(block: &Block) -> Block {
    let mut rows = [[0.0; SIDE]; SIDE];
    for (row, from) in rows.iter_mut().zip(block.as_chunks().0) {
        *row = *from;
    }
    let columns = along(&turned(&along(&rows)));
    let mut out = [0.0; AREA];
    for (to, row) in out.as_chunks_mut().0.iter_mut().zip(columns) {
        *to = row;
    }
    out
}

fn turned(rows: &[Row; SIDE]) -> [Row; SIDE] {
    std::array::from_fn(|x| std::array::from_fn(|y| rows[y][x]))
}

fn add(a: Row, b: Row) -> Row {
    std::array::from_fn(|at| a[at] + b[at])
}

fn less(a: Row, b: Row) -> Row {
    std::array::from_fn(|at| a[at] - b[at])
}

fn times(a: Row, number: f32) -> Row {
    a.map(|a| a * number)
}

/// The transform of each column.
fn along(rows: &[Row; SIDE]) -> [Row; SIDE] {
    /// cos(pi / 4), cos(3 pi / 8), cos(pi / 8) - cos(3 pi / 8) and cos(pi / 8) + cos(3 pi / 8).
    const TURNS: [f32; 4] = [0.707_106_77, 0.382_683_43, 0.541_196_1, 1.306_563];
    let sum = |at: usize| add(rows[at], rows[SIDE - 1 - at]);
    let difference = |at: usize| less(rows[at], rows[SIDE - 1 - at]);
    // The even coefficients are the same transform of half as many.
    let (outer, inner) = ((sum(0), sum(3)), (sum(1), sum(2)));
    let (a, b) = (add(outer.0, outer.1), add(inner.0, inner.1));
    let (c, d) = (less(inner.0, inner.1), less(outer.0, outer.1));
    let turn = times(add(c, d), TURNS[0]);
    let even = [add(a, b), add(d, turn), less(a, b), less(d, turn)];
    // The odd ones are turned in pairs.
    let a = add(difference(3), difference(2));
    let b = add(difference(2), difference(1));
    let c = add(difference(1), difference(0));
    let both = times(less(a, c), TURNS[1]);
    let low = add(times(a, TURNS[2]), both);
    let high = add(times(c, TURNS[3]), both);
    let middle = times(b, TURNS[0]);
    let (near, far) = (add(difference(0), middle), less(difference(0), middle));
    [
        even[0],
        add(near, high),
        even[1],
        less(far, low),
        even[2],
        add(far, low),
        even[3],
        less(near, high),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wave_becomes_one_coefficient() {
        let excess = excess();
        for wave in 0..AREA {
            let (down, right) = (wave / SIDE, wave % SIDE);
            let along = |number: usize, at: usize| {
                let turn = (2 * at + 1) as f64 * number as f64 * std::f64::consts::PI / 16.0;
                turn.cos() * if number == 0 { 0.5f64.sqrt() } else { 1.0 } / 2.0
            };
            let block = std::array::from_fn(|at| {
                (100.0 * along(down, at / SIDE) * along(right, at % SIDE)) as f32
            });
            for (at, coefficient) in forward(&block).into_iter().enumerate() {
                // Column by column.
                let (x, y) = (at / SIDE, at % SIDE);
                let expected = if (y, x) == (down, right) { 100.0 } else { 0.0 };
                let coefficient = coefficient / excess[y * SIDE + x];
                assert!(
                    (coefficient - expected).abs() < 1e-3,
                    "{wave} {at} {coefficient}"
                );
            }
        }
    }
}
