//! The filled area of a simple SVG drawing. It draws no colours, strokes or text, and refuses transforms, since a shape
//! that is silently wrong is worse than none.

use super::Shape;
use crate::curve::{Point, Segment};
use crate::raster::{FULL, Raster};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The most pieces of outline that are read.
const MOST: usize = 200_000;

/// Reads a drawing and fills it, `cells` along the longer side of its box.
pub(super) fn shape(text: &str, cells: f32) -> Result<Shape, String> {
    let mut reader = Reader::from_str(text);
    let mut pen = Pen::default();
    let mut root = false;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) | Event::Empty(element) => {
                root |= element.local_name().as_ref() == "svg";
                draw(&element, &mut pen)?;
            }
            Event::Eof => break,
            _ => {}
        }
        if pen.segments.len() > MOST {
            return Err(format!("more than {MOST} pieces of outline"));
        }
    }
    if !root {
        return Err("neither a PNG nor an SVG".to_owned());
    }
    pen.close();
    fill(&pen.segments, cells)
}

fn draw(element: &BytesStart<'_>, pen: &mut Pen) -> Result<(), String> {
    let get = |name: &str| -> Option<String> {
        let attribute = element.try_get_attribute(name).ok().flatten()?;
        Some(attribute.value.into_owned())
    };
    if get("transform").is_some() {
        return Err("a transform: save the drawing with plain coordinates".to_owned());
    }
    let number = |name: &str| -> Result<f32, String> {
        get(name).map_or(Ok(0.0), |text| {
            let text = text.trim().trim_end_matches("px");
            let number = text.parse::<f32>().ok().filter(|number| number.abs() < 1e6);
            number.ok_or_else(|| format!("{name}=\"{text}\" is no length in plain units"))
        })
    };
    if get("fill").as_deref() == Some("none") {
        return Ok(());
    }
    match element.local_name().as_ref() {
        "path" => path(&get("d").unwrap_or_default(), pen),
        "polygon" | "polyline" => {
            let points = get("points").unwrap_or_default();
            path(&format!("M{points}Z"), pen)
        }
        "rect" => {
            let (x, y) = (number("x")?, number("y")?);
            let (w, h) = (number("width")?, number("height")?);
            path(&format!("M{x} {y}h{w}v{h}h{}Z", -w), pen)
        }
        "circle" => ellipse(
            number("cx")?,
            number("cy")?,
            number("r")?,
            number("r")?,
            pen,
        ),
        "ellipse" => ellipse(
            number("cx")?,
            number("cy")?,
            number("rx")?,
            number("ry")?,
            pen,
        ),
        _ => Ok(()),
    }
}

fn ellipse(cx: f32, cy: f32, rx: f32, ry: f32, pen: &mut Pen) -> Result<(), String> {
    let (left, width) = (cx - rx, 2.0 * rx);
    path(
        &format!(
            "M{left} {cy}a{rx} {ry} 0 1 1 {width} 0a{rx} {ry} 0 1 1 {} 0Z",
            -width
        ),
        pen,
    )
}

/// Collects the pieces of all outlines.
#[derive(Default)]
struct Pen {
    segments: Vec<Segment>,
    start: Point,
    at: Point,
}

impl Pen {
    fn line(&mut self, to: Point) {
        self.segments.push(Segment::Line([self.at, to]));
        self.at = to;
    }

    fn curve(&mut self, a: Point, b: Point, to: Point) {
        self.segments.push(Segment::Curve([self.at, a, b, to]));
        self.at = to;
    }

    fn close(&mut self) {
        if self.at != self.start {
            self.line(self.start);
        }
    }
}

/// Follows the commands of a path (SVG 2, chapter 9).
fn path(d: &str, pen: &mut Pen) -> Result<(), String> {
    let mut rest = Numbers(d);
    let mut command = None;
    // The handle that `S` and `T` mirror, and the command that left it.
    let mut handle = pen.at;
    let mut last = ' ';
    while let Some(c) = rest.peek() {
        if c.is_ascii_alphabetic() {
            command = Some(c);
            rest.skip();
        }
        let c = command.ok_or("a path that does not begin with a command")?;
        let by = if c.is_ascii_lowercase() {
            pen.at
        } else {
            (0.0, 0.0)
        };
        let mirrored = |of: &str| {
            let (x, y) = if of.contains(last) { handle } else { pen.at };
            (2.0 * pen.at.0 - x, 2.0 * pen.at.1 - y)
        };
        match c.to_ascii_uppercase() {
            'M' => {
                pen.close();
                pen.at = rest.point(by)?;
                pen.start = pen.at;
                // What follows without a command of its own are lines.
                command = Some(if c == 'm' { 'l' } else { 'L' });
            }
            'L' => pen.line(rest.point(by)?),
            'H' => pen.line((rest.number()? + by.0, pen.at.1)),
            'V' => pen.line((pen.at.0, rest.number()? + by.1)),
            'C' => {
                let a = rest.point(by)?;
                handle = rest.point(by)?;
                pen.curve(a, handle, rest.point(by)?);
            }
            'S' => {
                let a = mirrored("CS");
                handle = rest.point(by)?;
                pen.curve(a, handle, rest.point(by)?);
            }
            q @ ('Q' | 'T') => {
                handle = if q == 'Q' {
                    rest.point(by)?
                } else {
                    mirrored("QT")
                };
                let (from, to) = (pen.at, rest.point(by)?);
                let third = |p: Point| {
                    (
                        p.0 + 2.0 / 3.0 * (handle.0 - p.0),
                        p.1 + 2.0 / 3.0 * (handle.1 - p.1),
                    )
                };
                pen.curve(third(from), third(to), to);
            }
            'A' => {
                let radii = (rest.number()?, rest.number()?);
                let turn = rest.number()?;
                let (large, sweep) = (rest.flag()?, rest.flag()?);
                arc(pen, radii, turn, large, sweep, rest.point(by)?);
            }
            'Z' => {
                pen.close();
                command = None;
            }
            c => return Err(format!("a path with the unknown command `{c}`")),
        }
        last = c.to_ascii_uppercase();
        if pen.segments.len() > MOST {
            break;
        }
    }
    pen.close();
    Ok(())
}

/// An elliptical arc as short lines (SVG 2, appendix B.2.4: from end points to the centre).
fn arc(pen: &mut Pen, radii: (f32, f32), turn: f32, large: bool, sweep: bool, to: Point) {
    const STEPS: u32 = 64;
    let (rx, ry) = (f64::from(radii.0.abs()), f64::from(radii.1.abs()));
    let (sin, cos) = libm::sincos(f64::from(turn).to_radians());
    let half = (
        f64::from(pen.at.0 - to.0) / 2.0,
        f64::from(pen.at.1 - to.1) / 2.0,
    );
    let (x, y) = (cos * half.0 + sin * half.1, cos * half.1 - sin * half.0);
    if rx == 0.0 || ry == 0.0 || (x == 0.0 && y == 0.0) {
        return pen.line(to);
    }
    let grown = libm::sqrt(((x / rx) * (x / rx) + (y / ry) * (y / ry)).max(1.0));
    let (rx, ry) = (rx * grown, ry * grown);
    let under = (rx * ry) * (rx * ry) / ((rx * y) * (rx * y) + (ry * x) * (ry * x)) - 1.0;
    let root = libm::sqrt(under.max(0.0)) * if large == sweep { -1.0 } else { 1.0 };
    let (cx, cy) = (root * rx * y / ry, -root * ry * x / rx);
    let middle = (
        f64::from(pen.at.0 + to.0) / 2.0,
        f64::from(pen.at.1 + to.1) / 2.0,
    );
    let from = libm::atan2((y - cy) / ry, (x - cx) / rx);
    let mut sweeps = libm::atan2((-y - cy) / ry, (-x - cx) / rx) - from;
    let whole = 2.0 * std::f64::consts::PI;
    if sweep && sweeps < 0.0 {
        sweeps += whole;
    } else if !sweep && sweeps > 0.0 {
        sweeps -= whole;
    }
    for step in 1..STEPS {
        let (s, c) = libm::sincos(from + sweeps * f64::from(step) / f64::from(STEPS));
        let (x, y) = (rx * c + cx, ry * s + cy);
        let (x, y) = (cos * x - sin * y, sin * x + cos * y);
        pen.line(((x + middle.0) as f32, (y + middle.1) as f32));
    }
    pen.line(to);
}

/// What is left of a path's text.
struct Numbers<'a>(&'a str);

impl Numbers<'_> {
    /// The next character that counts.
    fn peek(&mut self) -> Option<char> {
        self.0 = self
            .0
            .trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        self.0.chars().next()
    }

    fn skip(&mut self) {
        let mut rest = self.0.chars();
        rest.next();
        self.0 = rest.as_str();
    }

    fn number(&mut self) -> Result<f32, String> {
        self.peek();
        let bytes = self.0.as_bytes();
        let (mut end, mut dot, mut exponent) = (0, false, false);
        while let Some(&byte) = bytes.get(end) {
            let first = end == 0 || matches!(bytes[end - 1], b'e' | b'E');
            match byte {
                b'0'..=b'9' => {}
                b'+' | b'-' if first => {}
                b'.' if !dot && !exponent => dot = true,
                b'e' | b'E' if end > 0 && !exponent => exponent = true,
                _ => break,
            }
            end += 1;
        }
        let (text, rest) = self.0.split_at(end);
        self.0 = rest;
        let number = text.parse::<f32>().ok().filter(|number| number.abs() < 1e6);
        number.ok_or_else(|| format!("a path with `{text}` for a number"))
    }

    /// Flags may follow each other without a space.
    fn flag(&mut self) -> Result<bool, String> {
        let flag = match self.peek() {
            Some('0') => false,
            Some('1') => true,
            _ => return Err("a path with an arc without flags".to_owned()),
        };
        self.skip();
        Ok(flag)
    }

    fn point(&mut self, by: Point) -> Result<Point, String> {
        Ok((self.number()? + by.0, self.number()? + by.1))
    }
}

fn fill(segments: &[Segment], cells: f32) -> Result<Shape, String> {
    let points = || {
        segments.iter().flat_map(|segment| match segment {
            Segment::Line(points) => points.to_vec(),
            Segment::Curve(points) => points.to_vec(),
        })
    };
    let low = points().fold((f32::INFINITY, f32::INFINITY), |low, p| {
        (low.0.min(p.0), low.1.min(p.1))
    });
    let high = points().fold((f32::NEG_INFINITY, f32::NEG_INFINITY), |high, p| {
        (high.0.max(p.0), high.1.max(p.1))
    });
    let (width, height) = (high.0 - low.0, high.1 - low.1);
    if !(width > 0.0 && height > 0.0) {
        return Err("nothing is inside".to_owned());
    }
    let scale = cells / width.max(height);
    let size = |side: f32| (side * scale).ceil().max(1.0) as usize;
    let (columns, rows) = (size(width), size(height));
    let mut raster = Raster::new();
    raster.reset(columns, rows);
    for segment in segments {
        raster.add(segment, 0.3, |(x, y)| {
            ((x - low.0) * scale, (y - low.1) * scale)
        });
    }
    let mut inside = Vec::with_capacity(columns * rows);
    raster
        .take(|_, row| inside.extend(row.iter().map(|covered| covered.wrapping_abs() > FULL / 2)));
    Ok(Shape {
        width: columns,
        height: rows,
        inside,
    })
}
