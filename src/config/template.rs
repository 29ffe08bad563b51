//! The project file that `toplaag init` writes.

/// A commented project file with every key.
pub const TEMPLATE: &str = include_str!("template.toml");

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything commented out that looks like TOML, switched on.
    fn everything_on() -> String {
        TEMPLATE
            .lines()
            .map(|line| {
                let bare = line.strip_prefix("# ").unwrap_or(line);
                let is_setting = bare.starts_with('[')
                    || bare.split_once('=').is_some_and(|(key, _)| {
                        !key.trim().is_empty()
                            && key.trim().chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                    });
                let indented = line.starts_with("#   ");
                if is_setting && !indented { bare } else { line }
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn the_template_reads_as_it_stands_and_with_everything_switched_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("toplaag.toml");
        std::fs::write(&path, TEMPLATE).unwrap();
        assert_eq!(crate::config::Project::read(&path).unwrap().inputs().len(), 1);
        std::fs::write(&path, everything_on()).unwrap();
        let project = crate::config::Project::read(&path).unwrap();
        assert_eq!(project.inputs().len(), 28, "every kind of input stands in the template");
        assert_eq!(project.restrictions.len(), 3);
        assert_eq!(project.forms, crate::model::Form::ALL, "every form stands in the template");
    }
}
