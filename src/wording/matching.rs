//! What became of a row of the holdings, in words.

use super::whole;
use crate::lang::Lang;
use crate::model::{MatchReason, MatchStatus};

/// What became of a row, in a word or two.
#[must_use]
pub fn match_status(status: MatchStatus, lang: Lang) -> &'static str {
    match status {
        MatchStatus::Matched => lang.pick("gekoppeld", "matched"),
        MatchStatus::Double => lang.pick("dubbel", "double"),
        MatchStatus::Conflict => lang.pick("tegenstrijdig", "conflict"),
        MatchStatus::Ambiguous => lang.pick("niet eenduidig", "ambiguous"),
        MatchStatus::NotInBag => lang.pick("niet in BAG", "not in BAG"),
        MatchStatus::OutsideArea => lang.pick("buiten gebied", "outside area"),
        MatchStatus::Unreadable => lang.pick("onleesbaar", "unreadable"),
        MatchStatus::Total => lang.pick("totaalregel", "total row"),
    }
}

/// What that means and what can be done, in a sentence.
#[must_use]
pub fn match_help(status: MatchStatus, lang: Lang) -> &'static str {
    match status {
        MatchStatus::Matched => lang.pick("telt mee als bezit", "counts as holding"),
        MatchStatus::Double => lang.pick(
            "dezelfde woning staat eerder in de lijst, in hetzelfde complex; telt één keer",
            "the same home stands earlier in the list, in the same complex; counts once",
        ),
        MatchStatus::Conflict => lang.pick(
            "een eerdere regel geeft de woning of het pand aan een ander complex; de eerste geldt",
            "an earlier row gives the home or pand to another complex; the first holds",
        ),
        MatchStatus::Ambiguous => lang.pick(
            "kan meer dan één woning zijn; kies uit de kandidaten en vul verblijfsobject_id in",
            "may be more than one home; choose a candidate and fill in verblijfsobject_id",
        ),
        MatchStatus::NotInBag => lang.pick(
            "geen woning met dit nummer of adres; verbeter het of vul verblijfsobject_id in",
            "no home with this number or address; mend it or fill in verblijfsobject_id",
        ),
        MatchStatus::OutsideArea => lang.pick(
            "ligt waar niets van de invoer of de run ligt; hoeft niet verbeterd als dat klopt",
            "lies where nothing of the input or the run lies; needs no mending if that is right",
        ),
        MatchStatus::Unreadable => lang.pick(
            "er staat niet in welke woning het is; vul verblijfsobject_id in",
            "it does not say which home it is; fill in verblijfsobject_id",
        ),
        MatchStatus::Total => lang.pick("telt andere regels op; geen woning", "adds up other rows; no home"),
    }
}

/// Why a row has its status, in a sentence.
#[must_use]
pub fn match_reason(reason: &MatchReason, lang: Lang) -> String {
    match lang {
        Lang::Nl => in_dutch(reason),
        Lang::En => in_english(reason),
    }
}

fn in_dutch(reason: &MatchReason) -> String {
    use MatchReason as R;
    match reason {
        R::Id => "op verblijfsobject-id".into(),
        R::Pand(0) => "op pand-id".into(),
        R::Pand(1) => "op pand-id: 1 woning".into(),
        R::Pand(n) => format!("op pand-id: {} woningen", whole(u64::from(*n), Lang::Nl)),
        R::Address => "op adres".into(),
        R::Again(id) => format!("verblijfsobject {id} staat al in een eerdere regel; telt één keer"),
        R::Claimed(id) => {
            format!("een eerdere regel wijst verblijfsobject {id} toe aan een ander complex; die geldt")
        }
        R::PandClaimed(id) => {
            format!("een eerdere regel wijst pand {id} toe aan een ander complex; die geldt")
        }
        R::NoVerblijfsobject(id) => format!("verblijfsobject {id} staat niet in de invoer"),
        R::NoHomeIn(id) => format!("pand {id} heeft geen woning in de invoer"),
        R::NoAddress(name) => format!("adres {name} staat niet in de invoer"),
        R::NotInUse(name) => format!("het verblijfsobject met adres {name} is niet in gebruik"),
        R::OtherSuffix(name, known) => {
            format!("adres {name} staat niet in de invoer; op dit nummer wel {}", known.join(", "))
        }
        R::OtherStreet(name, street) => {
            format!("adres {name} ligt volgens de BAG aan {street}: klopt de postcode?")
        }
        R::Several(name, n) => format!("adres {name} hoort bij {n} verblijfsobjecten"),
        R::Range(name) => format!("{name} kan een reeks huisnummers zijn"),
        R::NoPlace(name) => {
            format!("{name}: zonder postcode moet de plaats bekend zijn, in de regel en in de BAG-invoer")
        }
        R::OtherGemeente(code) => format!("geen BAG-nummer in de invoer begint met gemeentecode {code}"),
        R::OtherPostcode(digits) => format!("geen postcode in de invoer begint met {digits}"),
        R::OtherPlace(place) => format!("geen verblijfsobject in de invoer ligt in {place}"),
        R::NotInArea(name) => format!("{name} ligt niet in het gebied van deze run"),
        R::NoObject => "noemt geen woning: geen BAG-nummer en geen adres".into(),
        R::BadId(text, _) => format!(
            "`{text}` is geen BAG-nummer van 16 cijfers; zet BAG-nummers in een spreadsheet als tekst, \
             Excel rondt getallen van 16 cijfers af"
        ),
        R::BadPostcode(text) => format!("`{text}` is geen postcode zoals 1381AB"),
        R::BadNumber(text) => format!("in `{text}` staat geen huisnummer"),
        R::Total => "telt andere regels op".into(),
    }
}

fn in_english(reason: &MatchReason) -> String {
    use MatchReason as R;
    match reason {
        R::Id => "by verblijfsobject id".into(),
        R::Pand(0) => "by pand id".into(),
        R::Pand(1) => "by pand id: 1 home".into(),
        R::Pand(n) => format!("by pand id: {} homes", whole(u64::from(*n), Lang::En)),
        R::Address => "by address".into(),
        R::Again(id) => format!("verblijfsobject {id} stands in an earlier row too; it counts once"),
        R::Claimed(id) => {
            format!("verblijfsobject {id} is claimed by an earlier row for another complex; the first holds")
        }
        R::PandClaimed(id) => {
            format!("pand {id} is claimed by an earlier row for another complex; the first holds")
        }
        R::NoVerblijfsobject(id) => format!("verblijfsobject {id} is not in the input"),
        R::NoHomeIn(id) => format!("pand {id} holds no home in the input"),
        R::NoAddress(name) => format!("address {name} is not in the input"),
        R::NotInUse(name) => format!("the verblijfsobject with address {name} is not in use"),
        R::OtherSuffix(name, known) => {
            format!("address {name} is not in the input; at this number there are {}", known.join(", "))
        }
        R::OtherStreet(name, street) => {
            format!("address {name} lies in {street} by the BAG: is the postcode right?")
        }
        R::Several(name, n) => format!("address {name} belongs to {n} verblijfsobjecten"),
        R::Range(name) => format!("{name} may be a range of house numbers"),
        R::NoPlace(name) => {
            format!("{name}: without a postcode the place must be known, in the row and in the BAG input")
        }
        R::OtherGemeente(code) => format!("no identification in the input starts with gemeentecode {code}"),
        R::OtherPostcode(digits) => format!("no postcode in the input starts with {digits}"),
        R::OtherPlace(place) => format!("no verblijfsobject in the input lies in {place}"),
        R::NotInArea(name) => format!("{name} is not in the area of this run"),
        R::NoObject => "names no object: no id and no address".into(),
        R::BadId(text, expected) => format!(
            "`{text}` is not {}; in a spreadsheet store BAG ids as text, Excel rounds numbers of 16 digits",
            expected.word(Lang::En)
        ),
        R::BadPostcode(text) => format!("`{text}` is not a postcode such as 1381AB"),
        R::BadNumber(text) => format!("house number `{text}` is not a number"),
        R::Total => "adds up other rows".into(),
    }
}
