//! How the window looks, remembered from one time to the next in the user's configuration folder.

use std::path::PathBuf;

use egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// `None`: as the system.
    dark: Option<bool>,
    zoom: f32,
    pub(super) navigator: bool,
    pub(super) findings: bool,
    pub(super) source: bool,
    /// The source stands below the grid, not beside it.
    pub(super) source_below: bool,
    /// Small pictures of the pages beside the source.
    pub(super) thumbnails: bool,
    /// Widths of the panels in points.
    pub(super) navigator_width: f32,
    pub(super) findings_width: f32,
    /// The part of the room that the source takes.
    pub(super) source_part: f32,
    /// The compare view by agency, not by year.
    pub(super) compare_agencies: bool,
    /// What its chart is about, by name.
    pub(super) compare_topic: String,
    /// Its form, by name.
    pub(super) compare_form: String,
    /// What counts as a large change, in percent and 万元, as it is typed.
    pub(super) large_percent: String,
    pub(super) large_amount: String,
    /// The part of the room that the chart takes, and the width of the side.
    pub(super) compare_chart: f32,
    pub(super) compare_side: f32,
    /// The file with rules of one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rules: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dark: None,
            zoom: 1.0,
            navigator: true,
            findings: true,
            source: true,
            source_below: false,
            thumbnails: false,
            navigator_width: 228.0,
            findings_width: 300.0,
            source_part: 0.44,
            compare_agencies: false,
            compare_topic: String::new(),
            compare_form: String::new(),
            large_percent: "20".to_owned(),
            large_amount: "10".to_owned(),
            compare_chart: 0.44,
            compare_side: 340.0,
            rules: None,
        }
    }
}

/// The file that keeps them; without a place for it they are good for the session only.
fn file() -> Option<PathBuf> {
    dirs::config_dir().map(|dir| dir.join("gongkai").join("window.json"))
}

impl Settings {
    /// Those of the last time; the usual ones where there are none or they cannot be read.
    pub fn load() -> Self {
        let text = file().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        Self::parse(&text)
    }

    fn parse(text: &str) -> Self {
        let read: Self = serde_json::from_str(text).unwrap_or_default();
        let usual = Self::default();
        let within = |value: f32, from: f32, to: f32, usual: f32| {
            if (from..=to).contains(&value) { value } else { usual }
        };
        Self {
            zoom: within(read.zoom, 0.5, 3.0, usual.zoom),
            navigator_width: within(read.navigator_width, 100.0, 1000.0, usual.navigator_width),
            findings_width: within(read.findings_width, 100.0, 1000.0, usual.findings_width),
            source_part: within(read.source_part, 0.05, 0.95, usual.source_part),
            compare_chart: within(read.compare_chart, 0.05, 0.95, usual.compare_chart),
            compare_side: within(read.compare_side, 100.0, 1000.0, usual.compare_side),
            ..read
        }
    }

    /// Writes them down. Looks that cannot be written are not worth an error.
    pub(super) fn store(&self) {
        let Some(file) = file() else { return };
        if let (Some(dir), Ok(text)) = (file.parent(), serde_json::to_string_pretty(self))
            && std::fs::create_dir_all(dir).is_ok()
        {
            let _ = std::fs::write(file, text);
        }
    }

    /// Sets theme and zoom.
    pub(super) fn apply(&self, ctx: &Context) {
        if let Some(dark) = self.dark {
            ctx.set_theme(if dark { ThemePreference::Dark } else { ThemePreference::Light });
        }
        ctx.set_zoom_factor(self.zoom);
    }

    /// Takes over theme and zoom as they are now.
    pub(super) fn follow(&mut self, ctx: &Context) {
        self.dark = match ctx.options(|options| options.theme_preference) {
            ThemePreference::Dark => Some(true),
            ThemePreference::Light => Some(false),
            ThemePreference::System => None,
        };
        self.zoom = ctx.zoom_factor();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_nonsense_is_not() {
        let settings = Settings { source_below: true, findings_width: 333.0, ..Settings::default() };
        assert_eq!(Settings::parse(&serde_json::to_string(&settings).unwrap()), settings);
        assert_eq!(Settings::parse("{\"zoom\": 1e9, \"source_part\": -3}"), Settings::default());
        assert_eq!(Settings::parse("kein JSON"), Settings::default());
    }
}
