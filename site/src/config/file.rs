//! One configuration file: text and values.
//!
//! It must not know keys.

use post::{Diagnostic, Mapping, Value};

/// The text and the values of one configuration file.
pub(super) fn parse<'a>(
    path: &str,
    bytes: &'a [u8],
) -> Result<(&'a str, Mapping), Box<Diagnostic>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Box::new(
            Diagnostic::error(
                "encoding",
                "the configuration is not UTF-8 text",
                "配置文件不是 UTF-8 文本",
            )
            .at(
                path,
                1 + bytes[..error.valid_up_to()]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count() as u32,
                0,
            )
            .help("save the file as UTF-8", "请把文件存成 UTF-8"),
        )
    })?;
    match post::yaml::read(text) {
        Ok(Value::Mapping(map)) => Ok((text, map)),
        Ok(Value::Null) => Ok((text, Mapping::new())),
        Ok(_) => Err(Box::new(
            Diagnostic::error(
                "config",
                "the configuration is not a list of `key: value` lines",
                "配置文件不是“键: 值”的列表",
            )
            .at(path, 1, 1),
        )),
        Err(error) => {
            let (line, column) = error
                .location()
                .map_or((1, 1), |at| (at.line(), at.column()));
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            Err(Box::new(
                Diagnostic::error(
                    "config",
                    format!("the configuration is not valid YAML: {reason}"),
                    format!("配置文件不是合法的 YAML：{reason}"),
                )
                .at(path, line as u32, column as u32)
                .excerpt(text.lines().nth(line.saturating_sub(1)).unwrap_or_default()),
            ))
        }
    }
}
