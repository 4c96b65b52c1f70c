//! What a model is told: Markdown files that an author can read and replace.
//!
//! It must not know tweets.

use super::answer;

/// The texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompts {
    /// What holds for every question.
    pub system: String,
    /// The question about one topic.
    pub topic: String,
    /// The question about the opening.
    pub lead: String,
    /// What is said after an answer that fails; `{findings}` stands for what is wrong with it.
    pub repair: String,
}

impl Prompts {
    /// Their names, as files of a folder: `system.md` and so on.
    pub const NAMES: [&'static str; 4] = ["system", "topic", "lead", "repair"];

    /// The text of a name, to be replaced.
    pub fn of(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "system" => Some(&mut self.system),
            "topic" => Some(&mut self.topic),
            "lead" => Some(&mut self.lead),
            "repair" => Some(&mut self.repair),
            _ => None,
        }
    }

    /// The system message, with the schema for endpoints that do not read it elsewhere.
    pub(super) fn system_message(&self) -> String {
        self.system
            .replace("{schema}", &answer::schema().to_string())
    }
}

impl Default for Prompts {
    fn default() -> Self {
        Self {
            system: include_str!("../../data/prompts/system.md").into(),
            topic: include_str!("../../data/prompts/topic.md").into(),
            lead: include_str!("../../data/prompts/lead.md").into(),
            repair: include_str!("../../data/prompts/repair.md").into(),
        }
    }
}
