//! Which color is what?

use std::{collections::BTreeMap, sync::OnceLock};

/// The color of a thing on light ground, by its name in `styles/palette.json`:
/// `verdict.suitable`.
///
/// # Panics
///
/// Never for a name of the palette; a test reads every name the program uses.
///
/// # Examples
///
/// ```
/// assert_eq!(toplaag::drawing::color("verdict.suitable"), "#1f7fb2");
/// ```
#[must_use]
pub fn color(name: &str) -> &'static str {
    static COLORS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let colors = COLORS.get_or_init(|| {
        let palette: serde_json::Value =
            serde_json::from_str(include_str!("../../styles/palette.json")).unwrap_or_default();
        let groups = palette.as_object().into_iter().flatten();
        let named = groups.flat_map(|(group, colors)| {
            colors.as_object().into_iter().flatten().filter_map(move |(name, color)| {
                Some((format!("{group}.{name}"), color["light"].as_str()?.to_owned()))
            })
        });
        named.collect()
    });
    let color = colors.get(name).map(String::as_str);
    debug_assert!(color.is_some(), "`{name}` is no color of the palette");
    color.unwrap_or("#000000")
}
