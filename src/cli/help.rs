//! What does the program say of itself, and of a command line that is wrong?
//!
//! English is what clap makes of the doc comments; Dutch comes from
//! `wording::help`, with clap's own words replaced.

use std::{env, ffi::OsString, process};

use clap::{
    Arg, ArgAction, Command, CommandFactory, FromArgMatches,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{
    Cli,
    terminal::{print, speak, warn},
};
use crate::{
    error::ExitCode,
    lang::Lang,
    wording::{command_help, option_help, value_name},
};

/// Where a language is set for all that is typed.
const VARIABLE: &str = "TOPLAAG_LANG";

/// Reads the command line. Help, and a line that is wrong, end the program.
#[must_use]
pub fn parse() -> Cli {
    let line: Vec<OsString> = env::args_os().collect();
    let lang = speak(language(&line, env::var(VARIABLE).ok().as_deref()));
    match understood(&line, lang) {
        Ok(cli) => cli,
        Err(error) => stop(&error, lang),
    }
}

/// What the line asks. The Dutch `help` is ours, and asks what `--help` does.
fn understood(line: &[OsString], lang: Lang) -> Result<Cli, clap::Error> {
    let found = command(lang).try_get_matches_from(line)?;
    let asked = match found.subcommand() {
        Some(("help", asked)) => asked.get_one::<String>("command"),
        _ => return Cli::from_arg_matches(&found),
    };
    let line = ["toplaag"].into_iter().chain(asked.map(String::as_str)).chain(["--help"]);
    let found = command(lang).try_get_matches_from(line)?;
    Cli::from_arg_matches(&found)
}

/// The language that is asked for, read before the line is understood.
fn language(line: &[OsString], variable: Option<&str>) -> Option<Lang> {
    let mut words = line.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    let mut asked = None;
    while let Some(word) = words.next() {
        if let Some(value) = word.strip_prefix("--lang") {
            asked = value.strip_prefix('=').or_else(|| words.next()).and_then(Lang::parse);
        }
    }
    asked.or_else(|| variable.and_then(Lang::parse))
}

/// All commands, in a language.
fn command(lang: Lang) -> Command {
    match lang {
        Lang::Nl => dutch(Cli::command(), ""),
        Lang::En => Cli::command(),
    }
}

/// A command with all that is below it, in Dutch.
fn dutch(command: Command, name: &str) -> Command {
    let mut command = command.disable_help_flag(true).disable_help_subcommand(true);
    if name.is_empty() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        let help = Command::new("help").arg(Arg::new("command").value_name("COMMANDO"));
        command = command.disable_version_flag(true).arg(version).subcommand(help);
    }
    command = command.arg(Arg::new("help").short('h').long("help").action(ArgAction::Help));
    command = command.mut_args(|arg| dutch_arg(arg, name));
    if let Some(said) = command_help(name) {
        command = command.about(said.about).after_help(said.after);
        command = command.long_about(said.long.unwrap_or(said.about));
    }
    let below: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    for one in &below {
        command = command.mut_subcommand(one, |command| dutch(command, one));
    }
    let usage = usage(&command, name);
    let template = template(&command);
    command.override_usage(usage).help_template(template)
}

/// An argument in Dutch. What clap would add in English behind it stands in the text.
fn dutch_arg(arg: Arg, command: &str) -> Arg {
    let Some(said) = option_help(command, arg.get_id().as_str()) else { return arg };
    if !arg.get_action().takes_values() {
        return arg.help(said).long_help(None);
    }
    let mut said = said.to_owned();
    let default = arg.get_default_values().iter().map(|value| value.to_string_lossy());
    let default: Vec<_> = default.filter(|value| !value.is_empty()).collect();
    if !default.is_empty() {
        said = format!("{said} [standaard: {}]", default.join(" "));
    }
    let values = arg.get_possible_values();
    let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
    if !values.is_empty() {
        said = format!("{said} [mogelijk: {}]", values.join(", "));
    }
    let named = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let named = value_name(&named.unwrap_or_else(|| arg.get_id().as_str().to_uppercase()));
    let arg = arg.help(said).long_help(None).hide_default_value(true).hide_possible_values(true);
    match named {
        Some(named) => arg.value_name(named),
        None => arg,
    }
}

/// How a command is typed.
fn usage(command: &Command, name: &str) -> String {
    if name.is_empty() {
        return "toplaag [OPTIES] <COMMANDO>".into();
    }
    let mut command = command.clone().bin_name(format!("toplaag {name}"));
    let usage = command.render_usage().to_string();
    usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[OPTIES]")
}

/// What stands under which heading.
fn template(command: &Command) -> String {
    let mut template = "{about-with-newline}\nGebruik: {usage}\n".to_owned();
    if command.has_subcommands() {
        template.push_str("\nCommando's:\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("\nArgumenten:\n{positionals}\n");
    }
    template.push_str("\nOpties:\n{options}{after-help}");
    template
}

/// Says what was asked for, or what is wrong, and ends.
fn stop(error: &clap::Error, lang: Lang) -> ! {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    match error.kind() {
        _ if lang == Lang::En => error.exit(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => print(&error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => warn(&error.render().to_string()),
        kind => {
            let text = |wanted| error.get(wanted).map(ToString::to_string);
            warn(&format!("fout: {}", said(kind, &text)));
            if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue)
                && !values.is_empty()
            {
                warn(&format!("tip: mogelijk zijn {}", values.join(", ")));
            }
            let alike =
                [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
            if let Some(alike) = alike.into_iter().find_map(text) {
                warn(&format!("tip: bedoelt u `{alike}`?"));
            }
            if let Some(usage) = text(ContextKind::Usage) {
                warn(&format!("\n{}", usage.replace("Usage:", "Gebruik:")));
            }
            warn("\nMeer uitleg: `--help`");
        }
    }
    let code = if asked { ExitCode::Done } else { ExitCode::CommandLine };
    process::exit(i32::from(code as u8))
}

/// What is wrong with the line.
fn said(kind: ErrorKind, context: &dyn Fn(ContextKind) -> Option<String>) -> String {
    let arg = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    match kind {
        ErrorKind::InvalidValue if value.is_empty() => format!("`{arg}` wil een waarde"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("`{value}` kan niet bij `{arg}`"),
        ErrorKind::UnknownArgument => format!("onbekend: `{arg}`"),
        ErrorKind::InvalidSubcommand => {
            format!("onbekend commando: `{}`", context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::NoEquals => format!("`{arg}` wil zijn waarde achter een `=`"),
        ErrorKind::TooManyValues => format!("`{value}` is te veel bij `{arg}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("bij `{arg}` klopt het aantal waarden niet")
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg).unwrap_or_default();
            if other == arg {
                format!("`{arg}` mag maar één keer")
            } else {
                format!("`{arg}` gaat niet samen met `{other}`")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("niet gegeven: {arg}"),
        ErrorKind::MissingSubcommand => "geen commando gegeven".into(),
        ErrorKind::InvalidUtf8 => "de opdrachtregel is geen UTF-8".into(),
        _ => "de opdrachtregel wordt niet begrepen".into(),
    }
}

#[cfg(test)]
mod tests;
