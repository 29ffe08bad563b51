use super::*;
use crate::{
    assess::{Owner, Verdict},
    model::PandStatus,
};

/// A complex of 1962 with 100 homes and label F.
fn good() -> Facts {
    Facts {
        pand: PandFacts {
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1962),
            homes: Some(100),
            units: Some(100),
            rijksmonument: Some(false),
            exclusions: Some(0),
            owner: Owner::Share(1.0),
            class_d: Some(false),
            ..PandFacts::default()
        },
        label: Some("F".into()),
        ratio_said: None,
        fsi_now: Some(0.60),
        address_density: Some(2_000.0),
    }
}

fn check(facts: &Facts, expected: Verdict) -> (Answer, Rebuild) {
    let (answer, rebuild) = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    (answer, rebuild.unwrap())
}

fn built(year: u16) -> Facts {
    Facts { pand: PandFacts { bouwjaar: Some(year), ..good().pand }, ..good() }
}

fn planned(facts: &Facts) -> Facts {
    Facts { pand: PandFacts { demolition_year: Some(2029), ..facts.pand }, ..facts.clone() }
}

/// By hand: 75, 125 and 130 homes for 100; net 0, 25 and 30. The density
/// leaves room for 100 × 0.90 / 0.60 = 150.
#[test]
fn a_complex_gains_a_quarter() {
    let (answer, rebuild) = check(&good(), Verdict::Suitable);
    assert_eq!((rebuild.old, rebuild.new), (100, Range { low: 75, mid: 125, high: 130 }));
    assert_eq!((rebuild.at_most, rebuild.said), (Some(150), false));
    assert_eq!(answer.homes, Homes { low: Some(0), mid: Some(25), high: Some(30) });
    assert_eq!(answer.flags, [Flag::Ladder, Flag::Asbestos, Flag::Fauna]);
    assert!(answer.missing.is_empty());
}

/// Wielewaal, Rotterdam: 545 → 675, 675 / 545 = 1.2385. Parlando, Rotterdam:
/// 104 → 75, 75 / 104 = 0.7212.
#[test]
fn published_ratios_give_the_published_homes() {
    let params = Params::built_in();
    for (old, new, ratio) in [(545, 675, 1.24), (104, 75, 0.72), (830, 1_050, 1.27), (40, 86, 2.15)] {
        let exact = f64::from(new) / f64::from(old);
        assert_eq!((exact * 100.0).round() / 100.0, ratio);
        let facts =
            Facts { pand: PandFacts { homes: Some(old), ..good().pand }, ratio_said: Some(exact), ..good() };
        let rebuild = rebuild(&facts, &params).unwrap();
        assert_eq!((rebuild.new.mid, rebuild.said), (new, true));
        assert_eq!(rebuild.gained().mid, Some(new.saturating_sub(old)));
    }
    // 104 × 0.72 = 74.88 → 75: fewer homes than there were, so nothing is gained.
    let parlando =
        Facts { pand: PandFacts { homes: Some(104), ..good().pand }, ratio_said: Some(0.72), ..good() };
    let (answer, rebuild) = check(&parlando, Verdict::Unsuitable(Reason::Gain));
    assert_eq!((rebuild.new.mid, answer.homes), (75, Homes::NONE));
    let gain = answer.checks.iter().find(|check| check.rule == Reason::Gain).unwrap();
    assert_eq!((gain.value.unwrap() * 100.0).round(), -28.0);
}

/// 0.90 / 0.80 leaves 112 homes, a gain of 12 %; 0.90 / 0.85 leaves 105, too few.
#[test]
fn the_density_gap_caps_the_new_homes() {
    let (answer, rebuild) = check(&Facts { fsi_now: Some(0.80), ..good() }, Verdict::Suitable);
    assert_eq!((rebuild.at_most, rebuild.new.mid, answer.homes.mid), (Some(112), 112, Some(12)));
    check(&Facts { fsi_now: Some(0.85), ..good() }, Verdict::Unsuitable(Reason::Gain));
    check(&Facts { fsi_now: Some(1.40), ..good() }, Verdict::Unsuitable(Reason::Gain));
    // What the user says of a complex goes before it.
    let said = Facts { fsi_now: Some(1.40), ratio_said: Some(1.5), ..good() };
    assert_eq!(check(&said, Verdict::Suitable).1.new.mid, 150);
    // Without a density nothing is capped, and that is said.
    let (answer, rebuild) = check(&Facts { fsi_now: None, ..good() }, Verdict::Suitable);
    assert_eq!((rebuild.at_most, answer.missing), (None, vec![Missing::Density]));
}

/// 2026 less 55 is 1971, less 25 is 2001.
#[test]
fn age_protects_and_planned_demolition_lifts_it_to_a_point() {
    check(&built(1971), Verdict::Suitable);
    check(&built(1972), Verdict::Unsuitable(Reason::TooYoung));
    check(&planned(&built(1972)), Verdict::Suitable);
    check(&planned(&built(2001)), Verdict::Suitable);
    check(&planned(&built(2002)), Verdict::Unsuitable(Reason::TooYoung));
}

#[test]
fn a_good_label_protects_unless_demolition_is_planned() {
    let with = |label: &str| Facts { label: Some(label.into()), ..good() };
    for label in ["A++", "a", "B", "D"] {
        check(&with(label), Verdict::Unsuitable(Reason::Label));
        check(&planned(&with(label)), Verdict::Suitable);
    }
    for label in ["E", "G"] {
        check(&with(label), Verdict::Suitable);
    }
    for label in [None, Some("onbekend".to_owned()), Some(String::new())] {
        let (answer, _) = check(&Facts { label, ..good() }, Verdict::Suitable);
        assert_eq!(answer.missing, [Missing::Label]);
    }
    let mut params = Params::built_in();
    params.vormen.label_protects.value.clear();
    assert_eq!(assess(&with("A"), &params).0.verdict, Verdict::Suitable);
}

#[test]
fn few_or_unknown_homes_gain_nothing_for_sure() {
    // 1 × 1.25 → 1.
    let one = Facts { pand: PandFacts { homes: Some(1), ..good().pand }, ..good() };
    check(&one, Verdict::Unsuitable(Reason::Gain));
    let none = Facts { pand: PandFacts { homes: Some(0), ..good().pand }, ..good() };
    check(&none, Verdict::Unsuitable(Reason::Gain));
    let unknown = Facts { pand: PandFacts { homes: None, ..good().pand }, ..good() };
    let (answer, rebuild) = assess(&unknown, &Params::built_in());
    assert_eq!((answer.verdict, rebuild), (Verdict::Undecided(Missing::Woonfunctie), None));
    assert_eq!(answer.homes, Homes::UNKNOWN);
}

#[test]
fn shops_in_a_complex_ask_attention_and_the_rest_knocks_out() {
    let shops = Facts { pand: PandFacts { units: Some(104), ..good().pand }, ..good() };
    assert!(check(&shops, Verdict::Suitable).0.flags.contains(&Flag::CheckUse));
    type Change = fn(&mut PandFacts);
    let cases: [(Change, Reason); 4] = [
        (|p| p.status = Some(PandStatus::BouwGestart), Reason::Status),
        (|p| p.rijksmonument = Some(true), Reason::Rijksmonument),
        (|p| p.exclusions = Some(1), Reason::Restriction),
        (|p| p.class_d = Some(true), Reason::ClassD),
    ];
    for (change, reason) in cases {
        let mut facts = good();
        change(&mut facts.pand);
        check(&facts, Verdict::Unsuitable(reason));
    }
}
