//! How does a page of features get out?
//!
//! Piece by piece: a piece is made when the one before it has been taken, so a
//! large page takes little memory and a slow reader holds up nobody.

use std::sync::Arc;

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use futures_util::{StreamExt as _, future, stream};
use serde_json::{Value, json};

use super::{
    Format, HtmlPage, Link, ROOT,
    geojson::FeatureWriter,
    pages::{GEOJSON, link, trail},
    request::{CURSOR, ItemsRequest, crs},
};
use crate::{
    lang::{Lang, say},
    serve::{
        collection::Collection,
        crs::OutCrs,
        fgb::{Cell, Damaged},
        hosts::Base,
        problem::Problem,
        query::{Parameters, encoded},
        served::Served,
    },
    value::round,
    wording::whole,
};

/// Bytes of a piece.
const PIECE: usize = 256 << 10;

/// Features that are looked at for a piece.
const LOOKED_AT: usize = 20_000;

/// Columns of a page for people: what tells most stands first.
const COLUMNS_SHOWN: usize = 12;

pub(super) async fn items(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = Arc::clone(served.collection(&id)?);
    let asked = ItemsRequest::of(&collection, query.as_deref(), &headers)?;
    let crs = asked.crs;
    let address = format!("{base}{ROOT}/collections/{}/items", collection.id);
    let is_html = asked.format == Format::Html;
    let page = Page {
        collection,
        address,
        lang: served.lang,
        begin: asked.from,
        asked,
        n: 0,
        begun: false,
        matched: None,
    };
    let mut response = if is_html {
        let page = served.read(move || page.table()).await??;
        html(&served, &base, page)?
    } else {
        // The first piece tells whether there is an answer.
        let (piece, rest) = served.read(move || page.piece()).await??;
        let mut response = Response::new(pieces(Arc::clone(&served), piece, rest));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(GEOJSON));
        response
    };
    content_crs(&mut response, crs);
    Ok(response)
}

pub(super) async fn item(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    Path((id, feature)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = Arc::clone(served.collection(&id)?);
    let mut parameters = Parameters::of(query.as_deref())?;
    let format = Format::of(&mut parameters, &headers)?;
    let crs = crs(&mut parameters, "crs")?;
    parameters.end()?;
    let lang = served.lang;
    let address = format!("{base}{ROOT}/collections/{id}/items/{}", encoded(&feature));
    let of_collection = format!("{base}{ROOT}/collections/{id}");
    let title = collection.title.pick(lang).to_owned();
    let asked = feature.clone();
    let mut response = if format == Format::Html {
        let rows = served
            .read(move || collection.layer.feature(&asked, |_, cells| Ok(columns(&collection, cells, lang))))
            .await??;
        let rows = rows.ok_or_else(Problem::not_found)?;
        let to = format!("/collections/{id}");
        let items = format!("{to}/items");
        let steps = [
            ("/collections", lang.pick("Lagen", "Layers")),
            (to.as_str(), title.as_str()),
            (items.as_str(), lang.pick("Objecten", "Features")),
        ];
        HtmlPage {
            trail: trail(&served, &base, &steps),
            rows,
            below: vec![Link::new(format!("{address}?f=json"), "GeoJSON")],
            ..HtmlPage::new(feature, &base, lang)
        }
        .response()?
    } else {
        let written = served.read(move || {
            let writer = FeatureWriter::new(&collection.layer, crs);
            collection.layer.feature(&asked, |row, cells| {
                let mut out = Vec::new();
                writer.write(&mut out, row, cells)?;
                Ok(out)
            })
        });
        let mut out = written.await??.ok_or_else(Problem::not_found)?;
        let links = json!([
            link("self", &format!("{address}?f=json"), GEOJSON, lang.pick("Dit object", "This feature")),
            link("alternate", &format!("{address}?f=html"), "text/html", lang.pick("Als HTML", "As HTML")),
            link("collection", &of_collection, "application/json", &title),
        ]);
        out.extend_from_slice(format!(",\"links\":{links}}}").as_bytes());
        let mut response = Response::new(Body::from(out));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(GEOJSON));
        response
    };
    content_crs(&mut response, crs);
    Ok(response)
}

/// Says in which CRS coordinates are.
fn content_crs(response: &mut Response, crs: OutCrs) {
    if let Ok(value) = HeaderValue::try_from(format!("<{}>", crs.uri())) {
        response.headers_mut().insert("content-crs", value);
    }
}

/// A page on its way out.
struct Page {
    collection: Arc<Collection>,
    address: String,
    lang: Lang,
    asked: ItemsRequest,
    /// The feature it begins with.
    begin: u64,
    /// Features that are out.
    n: usize,
    begun: bool,
    matched: Option<u64>,
}

impl Page {
    /// The next piece, and what is to follow.
    fn piece(mut self) -> Result<(Bytes, Option<Self>), Damaged> {
        let collection = Arc::clone(&self.collection);
        let layer = &collection.layer;
        let mut out = Vec::with_capacity(PIECE + PIECE / 8);
        if !self.begun {
            self.begun = true;
            self.matched = layer.count(&self.asked.query)?;
            out.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[");
        }
        let writer = FeatureWriter::new(layer, self.asked.crs);
        let (from, left) = (self.asked.from, self.asked.limit - self.n);
        let mut n = self.n;
        let stop = layer.search(&self.asked.query, from, left, LOOKED_AT, |row, cells| {
            out.extend_from_slice(if n > 0 { b",\n" } else { b"\n" });
            n += 1;
            writer.write(&mut out, row, cells)?;
            out.push(b'}');
            Ok::<_, Damaged>(out.len() < PIECE)
        })?;
        self.n = n;
        if let Some(next) = stop.next.filter(|_| n < self.asked.limit) {
            self.asked.from = next;
            return Ok((out.into(), Some(self)));
        }
        let next = self.next_page(stop.next)?;
        let links = self.links(next);
        let matched = self.matched.map(|n| format!("\"numberMatched\":{n},")).unwrap_or_default();
        out.extend_from_slice(
            format!("],\n{matched}\"numberReturned\":{n},\"links\":{links}}}\n").as_bytes(),
        );
        Ok((out.into(), None))
    }

    /// Where another page begins; `None` when none is left.
    fn next_page(&self, from: Option<u64>) -> Result<Option<u64>, Damaged> {
        let Some(from) = from else { return Ok(None) };
        let more = self
            .collection
            .layer
            .search(&self.asked.query, from, 1, LOOKED_AT, |_, _| Ok::<_, Damaged>(false))?;
        Ok(if more.n > 0 { Some(from) } else { more.next })
    }

    fn links(&self, next: Option<u64>) -> Value {
        let lang = self.lang;
        let mut links: Vec<Value> = self
            .addresses(next)
            .into_iter()
            .map(|(rel, href, kind, title)| link(rel, &href, kind, title))
            .collect();
        let of_collection = self.address.trim_end_matches("/items");
        links.push(link("collection", of_collection, "application/json", self.collection.title.pick(lang)));
        links.into()
    }

    /// This page, the other form of it, and the next.
    fn addresses(&self, next: Option<u64>) -> Vec<(&'static str, String, &'static str, &'static str)> {
        let lang = self.lang;
        let with = |more: &[(&str, &str)]| {
            let kept = form_urlencoded::parse(self.asked.same.as_bytes()).filter(|(name, _)| name != "f");
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(kept).extend_pairs(more);
            format!("{}?{}", self.address, query.finish())
        };
        let (kind, other, other_kind) = match self.asked.format {
            Format::Json => (GEOJSON, Format::Html, "text/html"),
            Format::Html => ("text/html", Format::Json, GEOJSON),
        };
        let own = self.asked.format.name();
        let begin = self.begin.to_string();
        let here = |format: &str| match self.begin {
            0 => with(&[("f", format)]),
            _ => with(&[("f", format), (CURSOR, &begin)]),
        };
        let mut all = vec![
            ("self", here(own), kind, lang.pick("Deze pagina", "This page")),
            ("alternate", here(other.name()), other_kind, lang.pick("In een andere vorm", "In another form")),
        ];
        if let Some(next) = next {
            let next = with(&[("f", own), (CURSOR, &next.to_string())]);
            all.push(("next", next, kind, lang.pick("Volgende pagina", "Next page")));
        }
        all
    }

    /// The page for people.
    fn table(self) -> Result<Table, Damaged> {
        let collection = Arc::clone(&self.collection);
        let layer = &collection.layer;
        let matched = layer.count(&self.asked.query)?;
        let mut rows = Vec::new();
        let mut next = Some(self.asked.from);
        while let Some(from) = next.filter(|_| rows.len() < self.asked.limit) {
            let left = self.asked.limit - rows.len();
            let stop = layer.search(&self.asked.query, from, left, LOOKED_AT, |_, cells| {
                let id = cells.get(layer.id).map(shown).unwrap_or_default();
                let to = format!("{}/{}?f=html", self.address, encoded(&id));
                let rest = cells.iter().enumerate().filter(|(at, _)| *at != layer.id);
                let rest = rest.take(COLUMNS_SHOWN - 1).map(|(_, cell)| Link::new("", shown(cell)));
                rows.push(std::iter::once(Link::new(to, id)).chain(rest).collect());
                Ok::<_, Damaged>(true)
            })?;
            next = stop.next;
        }
        let next = self.next_page(next)?;
        let titles = layer.columns.iter().enumerate().filter(|(at, _)| *at != layer.id);
        let own = layer.columns.get(layer.id).map(|column| column.title(self.lang));
        let rest = titles.take(COLUMNS_SHOWN - 1).map(|(_, column)| column.title(self.lang));
        let below = self.addresses(next).into_iter().filter(|(rel, ..)| *rel != "self").rev();
        let below = below
            .map(|(rel, to, _, title)| Link::new(to, if rel == "alternate" { "GeoJSON" } else { title }));
        Ok(Table {
            collection: Arc::clone(&collection),
            matched,
            head: own.into_iter().chain(rest).collect(),
            rows,
            below: below.collect(),
        })
    }
}

/// A page for people, before it is one.
struct Table {
    collection: Arc<Collection>,
    matched: Option<u64>,
    head: Vec<String>,
    rows: Vec<Vec<Link>>,
    below: Vec<Link>,
}

fn html(served: &Served, base: &Base, table: Table) -> Result<Response, Problem> {
    let lang = served.lang;
    let to = format!("/collections/{}", table.collection.id);
    let steps =
        [("/collections", lang.pick("Lagen", "Layers")), (to.as_str(), table.collection.title.pick(lang))];
    let matched = table.matched.map(|n| {
        let n = whole(n, lang);
        say!("{n} objecten", "{n} features").pick(lang).to_owned()
    });
    HtmlPage {
        trail: trail(served, base, &steps),
        notes: matched.into_iter().collect(),
        head: table.head,
        rows: table.rows,
        below: table.below,
        ..HtmlPage::new(lang.pick("Objecten", "Features"), base, lang)
    }
    .response()
}

/// All columns of a feature, a row each.
fn columns(collection: &Collection, cells: &[Cell<'_>], lang: Lang) -> Vec<Vec<Link>> {
    let known = collection.layer.columns.iter().zip(cells).filter(|(_, cell)| **cell != Cell::Null);
    known
        .map(|(column, cell)| {
            [column.title(lang), shown(cell), column.meaning(lang).to_owned()]
                .map(|text| Link::new("", text))
                .to_vec()
        })
        .collect()
}

/// A value for people.
fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Bool(flag) => flag.to_string(),
        Cell::Int(number) => number.to_string(),
        Cell::Real(number) => round(*number, 4).unwrap_or(*number).to_string(),
        Cell::Text(text) => (*text).to_owned(),
    }
}

/// The pieces of a page: each is made when the one before it was taken.
fn pieces(served: Arc<Served>, first: Bytes, rest: Option<Page>) -> Body {
    let following = stream::try_unfold(rest, move |page| {
        let served = Arc::clone(&served);
        async move {
            let Some(page) = page else { return Ok(None) };
            // Too late for a status: the answer breaks off, and the reader sees that.
            let made = served.read(move || page.piece()).await;
            made.map_err(|problem| Damaged(problem.to_string()))?.map(Some)
        }
    });
    Body::from_stream(stream::once(future::ready(Ok(first))).chain(following))
}
