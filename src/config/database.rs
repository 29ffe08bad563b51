//! Which database, without telling its password to anybody.

use std::fmt;

/// A PostgreSQL database, as libpq takes it: `PG:host=… dbname=…` or
/// `postgresql://…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Database(String);

impl Database {
    /// Reads the spellings of a connection; `None` for a file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let starts =
            |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if starts("PG:") {
            return Some(Self(text[3..].trim().to_owned()));
        }
        (starts("postgresql://") || starts("postgres://")).then(|| Self(text.to_owned()))
    }

    /// What libpq needs, password and all. Never shown.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// A value of the connection by its keyword, such as `schema`, taken out:
    /// libpq does not know it. Keyword form only.
    #[must_use]
    pub fn take(&self, keyword: &str) -> (Self, Option<String>) {
        let (mut rest, mut found) = (Vec::new(), None);
        for (name, value) in pairs(&self.0) {
            match value {
                Some(value) if name == keyword => found = Some(value.to_owned()),
                Some(value) => {
                    rest.push(format!("{name}='{}'", value.replace('\\', "\\\\").replace('\'', "\\'")))
                }
                None => rest.push(name.to_owned()),
            }
        }
        if found.is_none() { (self.clone(), None) } else { (Self(rest.join(" ")), found) }
    }
}

/// As people may see it: without the password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((scheme, rest)) = self.0.split_once("://") {
            // A password may hold any sign; what stands behind the last @ is not of it.
            let (user, rest) = rest.rsplit_once('@').map_or((None, rest), |(user, rest)| (Some(user), rest));
            let (place, query) =
                rest.split_once('?').map_or((rest, None), |(place, query)| (place, Some(query)));
            let user = user.map(|user| format!("{}@", user.split([':', '?']).next().unwrap_or_default()));
            let host = format!("{}{place}", user.unwrap_or_default());
            let query: Vec<&str> = query
                .into_iter()
                .flat_map(|query| query.split('&'))
                .filter(|part| !is_secret(part))
                .collect();
            let mark = if query.is_empty() { "" } else { "?" };
            return write!(f, "{scheme}://{host}{mark}{}", query.join("&"));
        }
        let shown: Vec<String> = pairs(&self.0)
            .into_iter()
            // A word without a value may be the rest of a password with a space in it.
            .filter_map(|(name, value)| Some((name, value?)))
            .filter(|(name, _)| !is_secret(name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        write!(f, "PG:{}", shown.join(" "))
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({self})")
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("password") || name.starts_with("sslpassword") || name.starts_with("passfile")
}

/// Keywords and values of libpq's own form: `a=b c = 'd e'`, quotes and
/// backslashes as it reads them.
fn pairs(text: &str) -> Vec<(&str, Option<String>)> {
    let (mut pairs, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(after) = after.trim_start().strip_prefix('=') else {
            pairs.push((name, None));
            rest = after.trim_start();
            continue;
        };
        let after = after.trim_start();
        let quoted = after.starts_with('\'');
        let (mut value, mut end, mut escaped) = (String::new(), after.len(), false);
        for (at, c) in after.char_indices().skip(usize::from(quoted)) {
            if escaped {
                value.push(c);
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if (quoted && c == '\'') || (!quoted && c.is_whitespace()) {
                end = at + c.len_utf8();
                break;
            } else {
                value.push(c);
            }
        }
        pairs.push((name, Some(value)));
        rest = after[end..].trim_start();
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_no_databases() {
        for text in ["bag.gpkg", "PG.gpkg", "pg/bag.gpkg", "C:\\bag.gpkg", ""] {
            assert_eq!(Database::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_password_is_kept_and_never_shown() {
        for (text, shown) in [
            ("PG:host=db dbname=gis user=ina password=geheim", "PG:host=db dbname=gis user=ina"),
            ("pg:password = 'ge heim\\'x' dbname='a b'", "PG:dbname=a b"),
            ("PG:dbname=gis PASSWORD=geheim", "PG:dbname=gis"),
            ("PG:dbname=gis password=", "PG:dbname=gis"),
            ("PG:dbname=gis password='geheim", "PG:dbname=gis"),
            ("PG:service=gis", "PG:service=gis"),
            ("PG:dbname=gis password=mijn geheim", "PG:dbname=gis"),
            ("postgresql://ina:ge?heim@127.0.0.1:1/gis", "postgresql://ina@127.0.0.1:1/gis"),
            ("postgresql://ina:geheim@db:5433/gis", "postgresql://ina@db:5433/gis"),
            (
                "postgres://ina:gehe@im@db/gis?sslmode=require&password=x",
                "postgres://ina@db/gis?sslmode=require",
            ),
            ("postgresql:///gis?host=/tmp", "postgresql:///gis?host=/tmp"),
        ] {
            let database = Database::parse(text).unwrap();
            assert_eq!(database.to_string(), shown);
            assert!(!format!("{database:?}").contains("geheim"));
            assert!(text.ends_with(database.secret()));
        }
    }

    #[test]
    fn a_keyword_of_our_own_is_taken_out() {
        let database = Database::parse("PG:host=db schema='a b' password='x y'").unwrap();
        let (rest, schema) = database.take("schema");
        assert_eq!(schema.as_deref(), Some("a b"));
        assert_eq!(rest.secret(), "host='db' password='x y'");
        assert_eq!(rest.take("schema"), (rest.clone(), None));
    }
}
