//! How is this said to a planner?
//!
//! Codes are for machines and stay English; what people read is Dutch, or
//! English with `--lang en`. Every word the rules can say stands here once,
//! in both languages side by side.

mod certain;
mod counted;
mod date;
mod editions;
mod file_name;
mod ground;
mod help;
mod input;
mod leaves;
mod left_out;
mod lifts;
mod matching;
mod number;
mod sums;
mod projects;
mod rules;
mod shown;
mod titles;
mod words;

pub use certain::{hundredths, of_hundred, place_certainty};
pub use counted::counted;
pub use date::day;
pub use editions::{cause, delay_days, knelpunt, level, timing, untold};
pub use file_name::{file_stem, slug};
pub use ground::{bound, direction, domain_kind, reuse, taken_by, woonmilieu};
pub use help::{command_help, option_help, value_name};
pub use input::input_role;
pub use leaves::{OtherLeaf, other_leaves};
pub use left_out::left_out;
pub use lifts::{Decider, Lift, Obstacle, decider, lifts_missing, lifts_obstacle, lifts_reason, obstacle};
pub use matching::{match_help, match_reason, match_status};
pub use number::{number, short, short_said, signed, value_text, whole};
pub use projects::{project_help, project_reason, project_rule, project_status};
pub use rules::{rule_gives, rule_lifts, rule_name};
pub use shown::{harmless, within};
pub use sums::{heat_concept, moment, rounding, water_class, water_flag};
pub use titles::column_title;
pub use words::{
    check_numbers, confidence, criterion, flag, form, form_word, grid_code, highest_of_classes, issue_kind,
    list, measure, missing, norm_rule, outcome, parts, reason, reason_sentence, rule, standing, storeys_from,
    verdict, verdict_word,
};
