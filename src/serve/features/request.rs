//! What is asked of a collection?

use axum::http::{HeaderMap, StatusCode, header};

use crate::{
    lang::say,
    serve::{
        area::Area,
        collection::Collection,
        cql::{self, Filter},
        crs::OutCrs,
        fgb::{Cell, ColumnKind},
        layer::Query,
        problem::Problem,
        query::Parameters,
    },
};

/// Features on a page unless another number is asked.
pub const USUAL_LIMIT: usize = 100;

/// Most features on a page.
pub const MOST_LIMIT: usize = 10_000;

/// Most features on a page for people.
const MOST_ROWS: usize = 100;

/// In which form an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON, or GeoJSON.
    Json,
    /// A page for people.
    Html,
}

impl Format {
    /// The one that is asked for: by `f`, else by the header `Accept`.
    ///
    /// # Errors
    ///
    /// [`Problem`] for a form there is not.
    pub fn of(parameters: &mut Parameters, headers: &HeaderMap) -> Result<Self, Problem> {
        match parameters.take("f").as_deref() {
            Some("json") => Ok(Self::Json),
            Some("html") => Ok(Self::Html),
            Some(other) => Err(Problem::bad_request(say!(
                "`f={other}` is er niet: json of html",
                "there is no `f={other}`: json or html"
            ))),
            None => accepted(headers),
        }
    }

    /// The one that is asked for, where nothing else can be.
    ///
    /// # Errors
    ///
    /// [`Problem`] for a form there is not, or for any other parameter.
    pub fn alone(query: Option<&str>, headers: &HeaderMap) -> Result<Self, Problem> {
        let mut parameters = Parameters::of(query)?;
        let format = Self::of(&mut parameters, headers)?;
        parameters.end()?;
        Ok(format)
    }

    /// Its name as a value of `f`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

fn accepted(headers: &HeaderMap) -> Result<Format, Problem> {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()) else {
        return Ok(Format::Json);
    };
    let weight = |kinds: &[&str]| {
        let of = |range: &str| {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next()?;
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
            kinds.contains(&kind).then_some(weight).flatten()
        };
        accept.split(',').filter_map(of).fold(0.0_f64, f64::max)
    };
    let any = weight(&["*/*"]);
    let json = weight(&[
        "application/json",
        "application/geo+json",
        "application/*",
        "application/schema+json",
        "application/vnd.oai.openapi+json",
    ])
    .max(any);
    let html = weight(&["text/html", "text/*", "application/xhtml+xml"]);
    if html > json {
        return Ok(Format::Html);
    }
    if json > 0.0 {
        return Ok(Format::Json);
    }
    Err(Problem::new(
        StatusCode::NOT_ACCEPTABLE,
        say!("dit is er als JSON en als HTML", "this comes as JSON and as HTML"),
    ))
}

/// A page of a collection that is asked for.
#[derive(Debug)]
pub struct ItemsRequest {
    /// In which form.
    pub format: Format,
    /// In which CRS.
    pub crs: OutCrs,
    /// How many at most.
    pub limit: usize,
    /// The feature to begin with, as an earlier page named it.
    pub from: u64,
    /// What features must meet.
    pub query: Query,
    /// The parameters, but for the page, as they stand in an address.
    pub same: String,
}

impl ItemsRequest {
    /// Understands a request.
    ///
    /// # Errors
    ///
    /// [`Problem`] that says what is wrong.
    pub fn of(collection: &Collection, query: Option<&str>, headers: &HeaderMap) -> Result<Self, Problem> {
        let mut parameters = Parameters::of(query)?;
        let mut same = form_urlencoded::Serializer::new(String::new());
        for (name, value) in parameters.rest().filter(|(name, _)| *name != CURSOR) {
            same.append_pair(name, value);
        }
        let same = same.finish();
        let format = Format::of(&mut parameters, headers)?;
        let most = if format == Format::Html { MOST_ROWS } else { MOST_LIMIT };
        let limit = match parameters.take("limit") {
            None => USUAL_LIMIT,
            Some(text) => number(&text, "limit").and_then(|limit| match usize::try_from(limit) {
                Ok(1..) => Ok(usize::try_from(limit).unwrap_or(most).min(most)),
                _ => Err(wrong("limit", &text)),
            })?,
        };
        let limit = limit.min(most);
        let from = parameters.take(CURSOR).map_or(Ok(0), |text| number(&text, CURSOR))?;
        let crs = crs(&mut parameters, "crs")?;
        let bbox_crs = crs_of(&mut parameters, "bbox-crs")?;
        let filter_crs = crs_of(&mut parameters, "filter-crs")?;
        if let Some(text) = parameters.take("datetime") {
            datetime(&text)?;
        }
        let mut areas = Vec::new();
        match parameters.take("bbox") {
            Some(text) => areas.push(bbox(&text, bbox_crs.unwrap_or(OutCrs::Crs84))?),
            None if bbox_crs.is_some() => {
                return Err(Problem::bad_request(say!(
                    "`bbox-crs` zonder `bbox`",
                    "`bbox-crs` without `bbox`"
                )));
            }
            None => {}
        }
        let filter = filter(collection, &mut parameters, filter_crs)?;
        areas.extend(filter.iter().flat_map(Filter::areas));
        parameters.end()?;
        Ok(Self { format, crs, limit, from, query: Query { areas, filter }, same })
    }
}

/// The parameter that says where a page begins.
pub const CURSOR: &str = "cursor";

/// Parameters of a collection that are no columns.
pub const RESERVED: [&str; 10] =
    ["f", "limit", CURSOR, "crs", "bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs"];

fn wrong(name: &str, text: &str) -> Problem {
    Problem::bad_request(say!("`{name}={text}` is niet te begrijpen", "`{name}={text}` is not understood"))
}

fn number(text: &str, name: &str) -> Result<u64, Problem> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u64>() {
        Ok(number) => Ok(number),
        // Larger than any page.
        Err(_) if digits => Ok(u64::MAX),
        Err(_) => Err(wrong(name, text)),
    }
}

fn crs_of(parameters: &mut Parameters, name: &str) -> Result<Option<OutCrs>, Problem> {
    let Some(text) = parameters.take(name) else { return Ok(None) };
    let known = || OutCrs::ALL.map(OutCrs::uri).join(", ");
    OutCrs::parse(&text).map(Some).ok_or_else(|| {
        Problem::bad_request(say!(
            "`{name}={text}` is er niet; wel {}",
            "there is no `{name}={text}`; there is {}",
            known()
        ))
    })
}

/// The CRS of the answer.
///
/// # Errors
///
/// [`Problem`] for one there is not.
pub fn crs(parameters: &mut Parameters, name: &str) -> Result<OutCrs, Problem> {
    Ok(crs_of(parameters, name)?.unwrap_or(OutCrs::Crs84))
}

/// The area of a `bbox`: four numbers, or six with heights that are passed over.
fn bbox(text: &str, crs: OutCrs) -> Result<Area, Problem> {
    let numbers =
        text.split(',').map(|number| number.trim().parse::<f64>().ok().filter(|number| number.is_finite()));
    let numbers: Option<Vec<f64>> = numbers.take(7).collect();
    let bbox = match numbers.as_deref() {
        Some([a, b, c, d]) | Some([a, b, _, c, d, _]) => [*a, *b, *c, *d],
        _ => return Err(wrong("bbox", text)),
    };
    if crs != OutCrs::Rd && bbox.iter().any(|number| number.abs() > 360.0) {
        let rd = OutCrs::Rd.uri();
        return Err(Problem::bad_request(say!(
            "`bbox={text}` zijn geen graden; zijn het meters in RD, geef dan `bbox-crs={rd}`",
            "`bbox={text}` are no degrees; for meters in RD give `bbox-crs={rd}`"
        )));
    }
    // Degrees may go round the back of the world, meters and latitudes not.
    let [a, b, c, d] = bbox;
    let is_box = match crs {
        OutCrs::Rd => a <= c && b <= d,
        _ if crs.is_lat_lon() => a <= c,
        _ => b <= d,
    };
    if !is_box {
        return Err(Problem::bad_request(say!(
            "`bbox={text}`: de eerste hoek hoort de laagste te zijn",
            "`bbox={text}`: the first corner belongs to be the lowest"
        )));
    }
    Area::of_bbox(bbox, crs).ok_or_else(|| wrong("bbox", text))
}

/// Features have no time; what is asked must be one all the same.
fn datetime(text: &str) -> Result<(), Problem> {
    let ends: Vec<&str> = text.split('/').collect();
    let open = |end: &&str| end.is_empty() || *end == "..";
    let is_understood = match &ends[..] {
        [moment] => is_moment(moment),
        [from, to] => {
            (open(from) || is_moment(from)) && (open(to) || is_moment(to)) && !(open(from) && open(to))
        }
        _ => false,
    };
    if is_understood { Ok(()) } else { Err(wrong("datetime", text)) }
}

/// Whether a text is a day or a moment of RFC 3339.
fn is_moment(text: &str) -> bool {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    let within = |text: &str, low: u32, high: u32| {
        digits(text, 2) && text.parse().is_ok_and(|number: u32| (low..=high).contains(&number))
    };
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = day.split('-').collect();
    let is_day = matches!(&parts[..], [year, month, day] if digits(year, 4) && within(month, 1, 12) && within(day, 1, 31));
    let is_time = |time: &str| {
        let end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at(end);
        let (clock, fraction) =
            clock.split_once('.').map_or((clock, "0"), |(clock, fraction)| (clock, fraction));
        let parts: Vec<&str> = clock.split(':').collect();
        let is_clock = matches!(&parts[..], [hour, minute, second] if within(hour, 0, 23) && within(minute, 0, 59) && within(second, 0, 60));
        let is_zone = match zone.get(1..).unwrap_or_default().split_once(':') {
            Some((hour, minute)) => within(hour, 0, 23) && within(minute, 0, 59),
            None => zone.eq_ignore_ascii_case("z"),
        };
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        is_clock && is_zone && is_fraction
    };
    is_day && time.is_none_or(is_time)
}

fn filter(
    collection: &Collection,
    parameters: &mut Parameters,
    crs: Option<OutCrs>,
) -> Result<Option<Filter>, Problem> {
    let layer = &collection.layer;
    let lang = parameters.take("filter-lang");
    if lang.as_deref().is_some_and(|lang| lang != "cql2-text") {
        return Err(Problem::bad_request(say!("`filter-lang` is cql2-text", "`filter-lang` is cql2-text")));
    }
    let mut all: Vec<Filter> = Vec::new();
    if let Some(text) = parameters.take("filter") {
        let filter = cql::parse(&text, &layer.columns, crs.unwrap_or(OutCrs::Crs84));
        all.push(filter.map_err(|why| Problem::bad_request(say!([why] "filter: {why}", "filter: {why}")))?);
    }
    for (at, column) in layer.columns.iter().enumerate() {
        if RESERVED.contains(&column.name.as_str()) {
            continue;
        }
        if let Some(text) = parameters.take(&column.name) {
            all.push(equal(at, column.kind, &text).ok_or_else(|| wrong(&column.name, &text))?);
        }
    }
    Ok(all.into_iter().reduce(Filter::and))
}

/// The filter that a column has this value.
fn equal(column: usize, kind: ColumnKind, text: &str) -> Option<Filter> {
    let cell = match kind {
        ColumnKind::Text => Cell::Text(text),
        ColumnKind::Int => Cell::Int(text.parse().ok()?),
        ColumnKind::Real => Cell::Real(text.parse().ok().filter(|number: &f64| number.is_finite())?),
        ColumnKind::Bool => Cell::Bool(text.parse().ok()?),
    };
    Some(Filter::equal(column, cell))
}
