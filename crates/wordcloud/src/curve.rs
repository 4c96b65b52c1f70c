//! Pieces of outlines, and the lines that stand for them.
//!
//! It must not know fonts or grids.

/// A point of a plane.
pub(crate) type Point = (f32, f32);

/// A piece of an outline.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Segment {
    Line([Point; 2]),
    /// A cubic curve: from, two handles, to.
    Curve([Point; 4]),
}

impl Segment {
    /// The area between the piece and the origin, signed: summed over closed contours, what lies within.
    pub(crate) fn area(&self) -> f32 {
        let cross = |a: Point, b: Point| a.0 * b.1 - b.0 * a.1;
        match *self {
            Self::Line([from, to]) => cross(from, to) / 2.0,
            // Green's theorem on Bernstein polynomials.
            Self::Curve([p, q, r, s]) => {
                let near = 6.0 * (cross(p, q) + cross(r, s)) + cross(p, s);
                let far = 3.0 * (cross(p, r) + cross(q, r) + cross(q, s));
                (near + far) / 20.0
            }
        }
    }

    /// The same piece with each point changed by an affine map.
    pub(crate) fn map(&self, change: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Line(points) => Self::Line(points.map(change)),
            Self::Curve(points) => Self::Curve(points.map(change)),
        }
    }
}

/// Hands on the lines that keep to a piece within `tolerance`: as many as a curve's second differences ask for.
pub(crate) fn flatten(segment: &Segment, tolerance: f32, mut line: impl FnMut(Point, Point)) {
    match *segment {
        Segment::Line([from, to]) => line(from, to),
        Segment::Curve([from, a, b, to]) => {
            let bend = |p: Point, q: Point, r: Point| {
                let (x, y) = (p.0 - 2.0 * q.0 + r.0, p.1 - 2.0 * q.1 + r.1);
                x * x + y * y
            };
            let most = bend(from, a, b).max(bend(a, b, to));
            let steps = (0.75 * most.sqrt() / tolerance).sqrt().min(31.0) as i32 + 1;
            // The curve as a polynomial of the way along it.
            let polynomial = |p: f32, q: f32, r: f32, s: f32| {
                let (one, two) = (3.0 * (q - p), 3.0 * (p - 2.0 * q + r));
                (p, one, two, s - p - one - two)
            };
            let (x, y) = (
                polynomial(from.0, a.0, b.0, to.0),
                polynomial(from.1, a.1, b.1, to.1),
            );
            let step = 1.0 / steps as f32;
            let mut at = from;
            for number in 1..steps {
                let t = number as f32 * step;
                let value = |(p, one, two, three): (f32, f32, f32, f32)| {
                    ((three * t + two) * t + one) * t + p
                };
                let next = (value(x), value(y));
                line(at, next);
                at = next;
            }
            line(at, to);
        }
    }
}
