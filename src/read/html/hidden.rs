//! What a browser does not show, or shows only as a control.

use std::collections::HashSet;

use scraper::{Html, Node, node::Element};

/// Elements whose content is no text of the page.
const NOT_CONTENT: &[&str] = &[
    "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "select", "button", "textarea",
    "nav", "footer", "aside", "del", "rt", "rp",
];

/// Words by which the makers of sites name what surrounds the text: a whole `id` or one of the words in `class`.
const SURROUNDINGS: &[&str] = &[
    "footer",
    "foot",
    "copyright",
    "nav",
    "navbar",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "menu",
    "toolbar",
    "share",
];

/// Tells what is hidden in one page.
pub(super) struct Hidden {
    /// Classes that the page's own style sheet hides.
    classes: HashSet<String>,
}

impl Hidden {
    pub(super) fn of(page: &Html) -> Self {
        let mut classes = HashSet::new();
        for node in page.tree.nodes() {
            let is_style = node.parent().and_then(|p| p.value().as_element()).is_some_and(|e| e.name() == "style");
            if let (true, Node::Text(sheet)) = (is_style, node.value()) {
                hidden_classes(sheet, &mut classes);
            }
        }
        Self { classes }
    }

    /// Neither this element nor what is in it is content.
    pub(super) fn hides(&self, element: &Element) -> bool {
        let named = |name: &str| SURROUNDINGS.contains(&name.to_ascii_lowercase().as_str());
        NOT_CONTENT.contains(&element.name())
            || element.attr("hidden").is_some()
            // LibreOffice saves running heads and feet so.
            || element.attr("title").is_some_and(|title| matches!(title, "header" | "footer"))
            || element.attr("style").is_some_and(hiding)
            || element.id().is_some_and(named)
            || element.classes().any(|class| named(class) || self.classes.contains(class))
    }
}

/// Declarations that hide what they apply to; `mso-hide` is the hidden text of Word.
fn hiding(declarations: &str) -> bool {
    let squeezed: String = declarations.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|rule| squeezed.contains(rule))
}

/// The classes in rules of the plain form `.name { … display: none … }`.
fn hidden_classes(sheet: &str, classes: &mut HashSet<String>) {
    for rule in sheet.split('}') {
        let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
        if hiding(declarations) {
            let plain = |s: &&str| s.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            classes.extend(
                selectors.split(',').filter_map(|s| s.trim().strip_prefix('.')).filter(plain).map(str::to_owned),
            );
        }
    }
}
