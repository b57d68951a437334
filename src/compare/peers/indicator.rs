//! What agencies are compared by.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Figure, Profile};
use crate::model::{Spot, with_thousands};

/// A measure of an agency. Amounts are in 万元.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// 支出合计
    Spending,
    /// 基本支出
    Basic,
    /// 项目支出
    Projects,
    /// 项目支出占比: of 支出合计, in percent.
    ProjectShare,
    /// 人员经费
    Personnel,
    /// 公用经费
    Office,
    /// “三公”经费
    ThreePublic,
    /// “三公”经费占比: of 支出合计, in percent.
    ThreePublicShare,
    /// 人数: as the text states it.
    Staff,
    /// 人均基本支出
    BasicPerHead,
    /// 人均公用经费
    OfficePerHead,
    /// 人均“三公”经费
    ThreePublicPerHead,
}

/// What an indicator is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// 万元
    Money,
    /// 万元 for each person.
    PerHead,
    /// Percent.
    Percent,
    /// Persons.
    Persons,
}

impl Indicator {
    /// All, in the order in which they are offered; an indicator's place is its number.
    pub const ALL: [Indicator; 12] = [
        Indicator::Spending,
        Indicator::Basic,
        Indicator::Projects,
        Indicator::ProjectShare,
        Indicator::Personnel,
        Indicator::Office,
        Indicator::ThreePublic,
        Indicator::ThreePublicShare,
        Indicator::Staff,
        Indicator::BasicPerHead,
        Indicator::OfficePerHead,
        Indicator::ThreePublicPerHead,
    ];

    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Indicator::Spending => "支出合计",
            Indicator::Basic => "基本支出",
            Indicator::Projects => "项目支出",
            Indicator::ProjectShare => "项目支出占比",
            Indicator::Personnel => "人员经费",
            Indicator::Office => "公用经费",
            Indicator::ThreePublic => "“三公”经费",
            Indicator::ThreePublicShare => "“三公”经费占比",
            Indicator::Staff => "人数",
            Indicator::BasicPerHead => "人均基本支出",
            Indicator::OfficePerHead => "人均公用经费",
            Indicator::ThreePublicPerHead => "人均“三公”经费",
        }
    }

    /// What it is measured in.
    pub fn measured(self) -> Measured {
        match self {
            Indicator::ProjectShare | Indicator::ThreePublicShare => Measured::Percent,
            Indicator::Staff => Measured::Persons,
            Indicator::BasicPerHead | Indicator::OfficePerHead | Indicator::ThreePublicPerHead => Measured::PerHead,
            _ => Measured::Money,
        }
    }

    /// The unit for people.
    pub fn unit(self) -> &'static str {
        match self.measured() {
            Measured::Money => "万元",
            Measured::PerHead => "万元/人",
            Measured::Percent => "%",
            Measured::Persons => "人",
        }
    }

    /// Name and unit: `基本支出（万元）`.
    pub fn title(self) -> String {
        format!("{}（{}）", self.name(), self.unit())
    }

    /// Its value for an agency; `None` if the agency does not state what it is made of, or in different scopes.
    pub fn of(self, profile: &Profile) -> Option<Decimal> {
        let staff = || Some(Decimal::from(profile.staff.as_ref()?.persons));
        let value = |figure: &Option<Figure>| figure.as_ref().map(|f| f.value);
        match self {
            Indicator::Spending => value(&profile.spending),
            Indicator::Basic => value(&profile.basic),
            Indicator::Projects => value(&profile.projects),
            Indicator::Personnel => value(&profile.personnel),
            Indicator::Office => value(&profile.office),
            Indicator::ThreePublic => value(&profile.three_public),
            Indicator::Staff => staff(),
            Indicator::ProjectShare => share(value(&profile.projects)?, value(&profile.spending)?),
            Indicator::ThreePublicShare => share(value(&profile.three_public)?, value(&profile.spending)?),
            Indicator::BasicPerHead => value(&profile.basic)?.checked_div(staff()?),
            Indicator::OfficePerHead => value(&profile.office)?.checked_div(staff()?),
            Indicator::ThreePublicPerHead => value(&profile.three_public)?.checked_div(staff()?),
        }
    }

    /// Where its figure is printed; of a share or an amount per head, where its part is.
    pub fn spot(self, profile: &Profile) -> Option<Spot> {
        let figure = match self {
            Indicator::Spending => &profile.spending,
            Indicator::Basic | Indicator::BasicPerHead => &profile.basic,
            Indicator::Projects | Indicator::ProjectShare => &profile.projects,
            Indicator::Personnel => &profile.personnel,
            Indicator::Office | Indicator::OfficePerHead => &profile.office,
            Indicator::ThreePublic | Indicator::ThreePublicShare | Indicator::ThreePublicPerHead => {
                &profile.three_public
            }
            Indicator::Staff => return Some(Spot::Text(profile.staff.as_ref()?.at)),
        };
        Some(Spot::Cell(figure.as_ref()?.cell))
    }

    /// How an agency's value was come by, for people: `基本支出 240.00 ÷ 在职人数 12`.
    pub fn derivation(self, profile: &Profile) -> Option<String> {
        let part = |part: Indicator, whole: String| {
            Some(format!("{} {} ÷ {whole}", part.name(), part.text(part.of(profile)?)))
        };
        let staff = || profile.staff.as_ref().map(|s| format!("{} {}", s.basis.name(), s.persons));
        let whole = || Some(format!("支出合计 {}", Indicator::Spending.text(Indicator::Spending.of(profile)?)));
        match self {
            Indicator::ProjectShare => part(Indicator::Projects, whole()?),
            Indicator::ThreePublicShare => part(Indicator::ThreePublic, whole()?),
            Indicator::BasicPerHead => part(Indicator::Basic, staff()?),
            Indicator::OfficePerHead => part(Indicator::Office, staff()?),
            Indicator::ThreePublicPerHead => part(Indicator::ThreePublic, staff()?),
            Indicator::Staff => staff(),
            _ => None,
        }
    }

    /// A value of this indicator for people, with two decimals; persons without.
    pub fn text(self, value: Decimal) -> String {
        let places = if self.measured() == Measured::Persons { 0 } else { 2 };
        let mut shown = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        shown.rescale(places);
        // The median of two persons and three is no whole person.
        if places == 0 && shown != value { with_thousands(value.round_dp(1)) } else { with_thousands(shown) }
    }
}

/// Part of a whole in percent; of nothing there is no part.
fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}
