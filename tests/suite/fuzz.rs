//! What the fuzz targets began from and found, on every day's tests: what held once still holds.

// The targets stand where libFuzzer finds them; there they are public, and bring what tells an inert page themselves.
#[allow(unreachable_pub, clippy::duplicate_mod)]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

#[allow(clippy::disallowed_methods)] // Tests read their fixtures.
fn each(target: fn(&[u8]), folders: &[&str]) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut seen = 0;
    for folder in folders {
        for entry in walkdir::WalkDir::new(format!("{root}/{folder}")).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                eprintln!("{}", entry.path().display());
                target(&std::fs::read(entry.path()).unwrap());
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "nothing in {folders:?}");
}

#[test]
fn front_matter() {
    each(targets::front_matter, &["fuzz/seeds/front_matter"]);
}

#[test]
fn reports_that_somebody_wrote() {
    each(
        targets::adopt,
        &["fuzz/seeds/adopt", "tests/fixtures/adopt"],
    );
}

#[test]
fn tweets_of_every_format() {
    each(
        targets::import,
        &["fuzz/seeds/import", "tests/fixtures/import"],
    );
}

#[test]
fn attributes_of_kramdown() {
    each(targets::attributes, &["fuzz/seeds/attributes"]);
}

#[test]
fn liquid() {
    each(targets::liquid, &["fuzz/seeds/liquid"]);
}

#[test]
fn configuration_and_data() {
    each(targets::config, &["fuzz/seeds/config"]);
}

#[test]
fn permalinks() {
    each(targets::permalink, &["fuzz/seeds/permalink"]);
}

#[test]
fn pages_of_datasets() {
    each(targets::page, &["fuzz/seeds/page"]);
}
