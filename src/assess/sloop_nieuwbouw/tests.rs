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
        labels: vec![(EnergyLabel::F, 100)],
        ratio_said: None,
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

/// By hand: 75, 125 and 150 homes for 100; net a loss of 25, then 25 and 50.
#[test]
fn a_complex_gains_a_quarter() {
    let (answer, rebuild) = check(&good(), Verdict::Suitable);
    assert_eq!((rebuild.old, rebuild.new), (100, Range { low: 75, mid: 125, high: 150 }));
    assert_eq!((rebuild.stay, rebuild.said), (0, false));
    assert_eq!(answer.homes, Homes { low: Some(-25), mid: Some(25), high: Some(50) });
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

/// 2026 less 55 is 1971, less 25 is 2001.
#[test]
fn age_protects_and_planned_demolition_lifts_it_to_a_point() {
    check(&built(1971), Verdict::Suitable);
    // One of several is too young, whatever the others are; one that is old enough says nothing.
    let of_several = |from: u16| {
        let pand = PandFacts { bouwjaar: None, bouwjaar_from: Some(from), ..good().pand };
        Facts { pand, ..good() }
    };
    check(&of_several(1979), Verdict::Unsuitable(Reason::TooYoung));
    check(&of_several(1950), Verdict::Undecided(Missing::Bouwjaar));
    check(&built(1972), Verdict::Unsuitable(Reason::TooYoung));
    check(&planned(&built(1972)), Verdict::Suitable);
    check(&planned(&built(2001)), Verdict::Suitable);
    check(&planned(&built(2002)), Verdict::Unsuitable(Reason::TooYoung));
}

/// Of 100 homes 40 with label B stay; 60 × 1.25 = 75: 15 more.
#[test]
fn a_good_label_protects_the_homes_that_have_it() {
    let with = |labels: &[(EnergyLabel, u32)]| Facts { labels: labels.to_vec(), ..good() };
    let (answer, rebuild) = check(&with(&[(EnergyLabel::B, 40), (EnergyLabel::F, 60)]), Verdict::Suitable);
    assert_eq!((rebuild.stay, rebuild.old, answer.homes.mid), (40, 60, Some(15)));
    for label in [EnergyLabel::A, EnergyLabel::D] {
        check(&with(&[(label, 100)]), Verdict::Unsuitable(Reason::Label));
        let (_, rebuild) = check(&planned(&with(&[(label, 100)])), Verdict::Suitable);
        assert_eq!((rebuild.stay, rebuild.old), (0, 100));
        // One label in a hundred protects one home.
        assert_eq!(check(&with(&[(label, 1)]), Verdict::Suitable).1.old, 99);
    }
    check(&with(&[(EnergyLabel::E, 100)]), Verdict::Suitable);
    assert_eq!(check(&with(&[]), Verdict::Suitable).0.missing, [Missing::Label]);
    let mut params = Params::built_in();
    params.vormen.label_protects.value.clear();
    assert_eq!(assess(&with(&[(EnergyLabel::A, 100)]), &params).0.verdict, Verdict::Suitable);
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
