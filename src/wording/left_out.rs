//! What a reader left out on purpose.

use super::whole;
use crate::issue::LeftOut;
use crate::lang::Lang;

/// How many records of which kind were left out, as one phrase.
#[must_use]
pub fn left_out(left_out: LeftOut, lang: Lang) -> String {
    let kinds = [
        (left_out.history, lang.pick("uit de geschiedenis", "of another day")),
        (
            left_out.ended,
            lang.pick("waarvan het bestaan eindigde of nooit begon", "whose life ended or never began"),
        ),
        (left_out.inactive, lang.pick("inactief of geen BAG", "inactive or no BAG")),
        (left_out.below_ground, lang.pick("onder het maaiveld", "below the ground")),
    ];
    let said = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", whole(*n, lang)));
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_said() {
        let counts = LeftOut { history: 10_192, ended: 672, ..LeftOut::default() };
        let dutch = "10.192 uit de geschiedenis, 672 waarvan het bestaan eindigde of nooit begon";
        assert_eq!(left_out(counts, Lang::Nl), dutch);
        assert_eq!(left_out(LeftOut { inactive: 1, ..LeftOut::default() }, Lang::En), "1 inactive or no BAG");
    }
}
