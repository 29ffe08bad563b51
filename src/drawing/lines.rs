//! How does a long text stand on a drawing?

/// A text in lines of at most so many signs, broken at spaces that
/// may break; what has no room ends in an ellipsis.
pub(super) fn lines(text: &str, signs: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let room = |line: &&mut String| line.chars().count() + 1 + word.chars().count() <= signs;
        if let Some(line) = lines.last_mut().filter(room) {
            line.push(' ');
            line.push_str(word);
        } else if lines.len() < most {
            lines.push(word.to_owned());
        } else {
            lines.iter_mut().last().into_iter().for_each(|line| line.push('…'));
            break;
        }
    }
    lines
}
