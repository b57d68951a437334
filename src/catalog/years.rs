//! The years in which a subject was valid.

use serde::{Deserialize, Deserializer};

/// From and to, both included; `None` is open, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Years {
    /// The first year.
    pub from: Option<i32>,
    /// The last year.
    pub to: Option<i32>,
}

impl Years {
    /// Reads `2018-`, `-2017`, `2014?-2020`, `2018` or nothing at all (always). A remark in brackets
    /// (`2025-(财预〔2025〕41号)`) is passed over. A year with `?` is not certain, so it stays open: what
    /// is only believed to have ended must not be called obsolete.
    ///
    /// ```
    /// use gongkai::catalog::Years;
    /// assert_eq!(Years::parse("2014?-2020"), Some(Years { from: None, to: Some(2020) }));
    /// assert_eq!(Years::parse("2018-").map(|y| (y.contains(2017), y.contains(2018))), Some((false, true)));
    /// assert_eq!(Years::parse("不详"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text.split(['(', '（']).next().unwrap_or_default().trim();
        if bare.is_empty() {
            return Some(Self::default());
        }
        match bare.split_once('-') {
            Some((from, to)) => Some(Self { from: bound(from)?, to: bound(to)? }),
            None => bound(bare).map(|year| Self { from: year, to: year }),
        }
    }

    /// Whether the year lies within, as far as is known.
    pub fn contains(self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// One end: open when empty or uncertain, `None` when it is no year.
fn bound(text: &str) -> Option<Option<i32>> {
    let text = text.trim();
    let (digits, certain) = text.strip_suffix('?').map_or((text, true), |digits| (digits, false));
    if digits.is_empty() {
        return Some(None);
    }
    let year: i32 = digits.parse().ok().filter(|year| (1949..2100).contains(year))?;
    Some(certain.then_some(year))
}

impl<'de> Deserialize<'de> for Years {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("年份写法不明：{text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_which_the_catalog_writes_years() {
        let years = |from, to| Some(Years { from, to });
        for (text, expected) in [
            ("", years(None, None)),
            ("-", years(None, None)),
            ("2018", years(Some(2018), Some(2018))),
            ("2018-", years(Some(2018), None)),
            ("-2017", years(None, Some(2017))),
            ("2007-2017", years(Some(2007), Some(2017))),
            ("2014?-2020", years(None, Some(2020))),
            ("2019-2023?", years(Some(2019), None)),
            ("2020?-", years(None, None)),
            ("2025-(财预〔2025〕41号)", years(Some(2025), None)),
            ("很久以前", None),
            ("20-18", None),
        ] {
            assert_eq!(Years::parse(text), expected, "{text}");
        }
    }
}
