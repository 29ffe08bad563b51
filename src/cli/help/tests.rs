use super::*;

/// Every command with its name, the program itself first.
fn commands(lang: Lang) -> Vec<(String, Command)> {
    let mut program = command(lang);
    program.build();
    let mut all = vec![(String::new(), program.clone())];
    all.extend(program.get_subcommands().map(|command| (command.get_name().to_owned(), command.clone())));
    all
}

#[test]
fn every_command_and_option_has_dutch_that_is_not_its_english() {
    let english = commands(Lang::En);
    for (name, dutch) in commands(Lang::Nl) {
        let Some((_, english)) = english.iter().find(|(other, _)| *other == name) else {
            panic!("`{name}` is no command in English");
        };
        let said = command_help(&name).unwrap_or_else(|| panic!("`{name}` has no Dutch"));
        assert_ne!(Some(said.about.to_owned()), english.get_about().map(ToString::to_string), "{name}");
        if name == "help" {
            continue;
        }
        assert!(!said.after.is_empty(), "`{name}` gives no example in Dutch");
        for arg in english.get_arguments() {
            let id = arg.get_id().as_str();
            let said = option_help(&name, id).unwrap_or_else(|| panic!("`{name}` `{id}` has no Dutch"));
            let shown = dutch.get_arguments().find(|arg| arg.get_id() == id).and_then(Arg::get_help);
            let shown = shown.map(ToString::to_string).unwrap_or_default();
            assert!(shown.starts_with(said), "`{name}` `{id}` shows {shown}");
            assert_ne!(Some(said.to_owned()), arg.get_help().map(ToString::to_string), "{name} {id}");
        }
    }
}

#[test]
fn nothing_of_the_dutch_help_is_english() {
    for (name, mut command) in commands(Lang::Nl) {
        let help = command.render_long_help().to_string();
        let words = [
            "Usage",
            "Options:",
            "Commands:",
            "Arguments:",
            "Example",
            "[OPTIONS]",
            "[COMMAND]",
            "[default",
            "[possible",
            "[aliases",
            "Print ",
            " the ",
            " of a ",
        ];
        for word in words {
            assert!(!help.contains(word), "`{name}` says `{word}`:\n{help}");
        }
        assert!(help.contains("Gebruik: toplaag") && help.contains("Opties:"), "{help}");
    }
}

#[test]
fn the_language_asked_for_is_that_of_the_line_or_else_of_the_variable() {
    let of =
        |line: &str, variable| language(&line.split(' ').map(OsString::from).collect::<Vec<_>>(), variable);
    assert_eq!(of("toplaag scan", None), None);
    assert_eq!(of("toplaag scan", Some("en")), Some(Lang::En));
    assert_eq!(of("toplaag scan --lang nl", Some("en")), Some(Lang::Nl));
    assert_eq!(of("toplaag --lang=en scan --help", None), Some(Lang::En));
    assert_eq!(of("toplaag explain uit -- --lang en", None), None);
    assert_eq!(of("toplaag scan --lang fr", Some("en")), Some(Lang::En));
}
