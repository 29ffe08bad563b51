//! Two editions of a region's PPM that nobody keeps: 9 gemeenten, 400 plans,
//! workbooks as people make them, and what must be found.
//!
//! Everything follows from the number of a plan. What a plan becomes is written
//! down beside its rows, so that a test can hold the findings against it.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// Plans of the region.
pub const PLANS: u32 = 400;

const GEMEENTEN: [&str; 9] = [
    "Elzermade",
    "Wilgenrade",
    "Beukenstede",
    "Espelo-Oost",
    "Lindenhage",
    "Populierveen",
    "Iepenburg a/d Vliet",
    "Kastanjedam",
    "Meidoornwijk",
];

const TREES: [&str; 20] = [
    "Abeel",
    "Acacia",
    "Berken",
    "Ceder",
    "Cipres",
    "Dennen",
    "Eiken",
    "Gagel",
    "Hazel",
    "Hulst",
    "Jasmijn",
    "Kamperfoelie",
    "Larix",
    "Liguster",
    "Mispel",
    "Olmen",
    "Ratel",
    "Sleedoorn",
    "Taxus",
    "Vlier",
];
const GROUNDS: [&str; 20] = [
    "hof", "park", "kade", "veld", "oord", "werf", "poort", "gaarde", "donk", "horst", "burcht", "zoom",
    "rand", "brink", "enk", "akker", "born", "terp", "wiel", "kamp",
];

/// What stands in the way, as lists write it, with its kind and its table.
const KNELPUNTEN: [(&str, &str, &str); 10] = [
    ("beroep bij de Raad van State", "bezwaar en beroep", "bouwtafel"),
    ("Parkeernorm te hoog", "parkeren", "bouwtafel"),
    ("netcongestie, wacht op Stedin", "stroomnet", "provincie"),
    ("onrendabele top", "financiën", "versnellingstafel"),
    ("wijziging omgevingsplan loopt", "planologie", "bouwtafel"),
    ("draagvlak omwonenden", "participatie", "bouwtafel"),
    ("Bodemsanering", "water en bodem", "versnellingstafel"),
    ("tekort aan capaciteit bij projectleiders", "capaciteit", "versnellingstafel"),
    ("wacht op besluit", "anders", "bouwtafel"),
    ("", "niet genoemd", "bouwtafel"),
];

/// A quarter, counted from that of the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quarter(u32);

impl Quarter {
    fn of(year: u32, quarter: u32) -> Self {
        Self(4 * year + quarter - 1)
    }

    fn later(self, quarters: u32) -> Self {
        Self(self.0 + quarters)
    }

    fn parts(self) -> (u32, u32) {
        (self.0 / 4, self.0 % 4 + 1)
    }

    /// Days from the last day of this quarter to that of another.
    fn days_to(self, other: Self) -> i64 {
        (self.0 + 1..=other.0).map(|at| Self(at).length()).sum()
    }

    fn length(self) -> i64 {
        let (year, quarter) = self.parts();
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        [90 + i64::from(is_leap), 91, 92, 92][quarter as usize - 1]
    }

    /// One of the spellings of lists.
    fn spelled(self, style: u32) -> String {
        let (year, quarter) = self.parts();
        match style % 4 {
            0 => format!("Q{quarter} {year}"),
            1 => format!("{quarter}e kwartaal {year}"),
            2 => format!("{year}-Q{quarter}"),
            _ => format!("kwartaal {quarter} {year}"),
        }
    }
}

/// The first of a month, in one of the spellings of lists; a number is one that a
/// spreadsheet shows as a day.
fn day_spelled(year: u32, month: u32, style: u32) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    match style % 5 {
        0 => format!("{year}-{month:02}-01"),
        1 => format!("1-{month}-{year}"),
        2 => format!("1 {} {year}", MONTHS[month as usize - 1]),
        3 => format!("01/{month:02}/{year}"),
        _ => {
            // 1 January 2026 is day 46,023.
            let days = |year: u32| 365 + u32::from(year.is_multiple_of(4));
            let lengths = [31, days(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            let before: u32 =
                (2026..year).map(days).sum::<u32>() + lengths[..month as usize - 1].iter().sum::<u32>();
            (46_023 + before).to_string()
        }
    }
}

/// A row of an edition.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub id: String,
    pub name: String,
    pub gemeente: String,
    pub status: String,
    pub homes: u32,
    pub year: String,
    pub owner: String,
    pub knelpunt: String,
    pub permit: String,
    pub start: String,
    pub delivery: String,
}

/// What must be found of one project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    pub name: String,
    pub gemeente: String,
    pub outcome: &'static str,
    pub differs: &'static str,
    pub timing: &'static str,
    pub days: Option<i64>,
    pub at_least: bool,
    pub milestone: &'static str,
    pub cause: &'static str,
    pub owner: String,
    pub kinds: String,
    pub table: String,
    pub maybe: String,
}

/// Two editions, and what must be found.
#[derive(Debug, Default)]
pub struct Region {
    pub before: Vec<Row>,
    pub now: Vec<Row>,
    pub expected: Vec<Expected>,
    /// Rows of the later edition that stand there twice.
    pub doubles: u64,
}

const PERMIT: &str = "omgevingsvergunning verleend";
const START: &str = "start bouw";
const DELIVERY: &str = "oplevering";

impl Region {
    /// The region.
    pub fn new() -> Self {
        let mut region = Self::default();
        for plan in 0..PLANS {
            region.plan(plan);
        }
        region
    }

    fn plan(&mut self, plan: u32) {
        let word = format!("{}{}", TREES[(plan % 20) as usize], GROUNDS[(plan / 20) as usize]);
        let gemeente = GEMEENTEN[(plan % 9) as usize].to_owned();
        let kind = plan % 16;
        // One in five has no number, but those that are renamed or told in parts.
        let id = if plan.is_multiple_of(5) && ![6, 10, 11, 13].contains(&kind) {
            String::new()
        } else {
            format!("PPM-{plan:04}")
        };
        let (knelpunt, kinds, table) = KNELPUNTEN[(plan / 16 % 10) as usize];
        let has_owner = !(plan / 16).is_multiple_of(3);
        let owner = match plan / 16 % 6 {
            0 => String::new(),
            3 => "n.n.b.".to_owned(),
            n => format!("Woonstichting {n}"),
        };
        let delivery = Quarter::of(2028, 1 + plan % 4);
        let start_year = 2026 + plan % 2;
        let (permit_month, start_month) = (1 + plan % 5, 6 + plan % 6);
        let row = |style: u32| Row {
            id: id.clone(),
            name: word.clone(),
            gemeente: gemeente.clone(),
            status: "zacht".into(),
            homes: 10 + plan % 90,
            owner: owner.clone(),
            knelpunt: knelpunt.into(),
            permit: day_spelled(start_year, permit_month, style),
            start: day_spelled(start_year, start_month, style + 1),
            delivery: delivery.spelled(style),
            ..Row::default()
        };
        let (before, now) = (row(plan), row(plan + 3));
        let expected = Expected {
            name: word.clone(),
            gemeente: gemeente.clone(),
            outcome: "gelijk",
            timing: "op tijd",
            owner: if has_owner { owner.clone() } else { "geen eigenaar".into() },
            kinds: kinds.into(),
            ..Expected::default()
        };
        let moved = Expected { outcome: "gewijzigd", differs: "data", ..expected.clone() };
        let delayed = |slip: u32, milestone, cause| {
            let days = delivery.days_to(delivery.later(slip));
            Expected {
                timing: "vertraagd",
                days: Some(days),
                milestone,
                cause,
                table: further(table, days),
                ..moved.clone()
            }
        };
        let slip = 1 + plan / 16 % 5;
        let late = delivery.later(slip).spelled(plan + 3);
        // Three months later, within the year.
        let start_later = day_spelled(start_year + 1, start_month, plan);
        match kind {
            0 => self.both(before, now, expected),
            1 => {
                let now = Row { start: start_later, delivery: late, ..now };
                self.both(before, now, delayed(slip, START, START));
            }
            2 => {
                let permit = day_spelled(start_year, permit_month + 1, plan);
                let expected = Expected { timing: "binnen marge", milestone: PERMIT, ..moved };
                self.both(before, Row { permit, ..now }, expected);
            }
            3 => {
                let now = Row { homes: now.homes + 4, ..now };
                self.both(before, now, Expected { differs: "woningen", ..moved });
            }
            4 => {
                let bare = |row: Row| Row {
                    permit: String::new(),
                    start: String::new(),
                    delivery: ["", "n.t.b.", "onbekend"][(plan % 3) as usize].into(),
                    ..row
                };
                self.both(bare(before), bare(now), Expected { timing: "niet te zeggen", ..expected });
            }
            5 => {
                let bare = |row: Row| Row { permit: String::new(), start: String::new(), ..row };
                let now = Row { delivery: late, ..bare(now) };
                self.both(bare(before), now, delayed(slip, DELIVERY, DELIVERY));
            }
            6 => {
                let name = format!("De {word}er");
                let expected = Expected { name: name.clone(), differs: "naam", ..moved };
                self.both(before, Row { name, ..now }, expected);
            }
            7 => {
                let now = Row { delivery: late, ..now };
                self.both(before, now, delayed(slip, DELIVERY, "langere bouwtijd"));
            }
            8 => {
                self.before.push(before);
                self.expected.push(Expected { outcome: "verdwenen", timing: "", ..expected });
            }
            9 => {
                self.now.push(now);
                self.expected.push(Expected { outcome: "nieuw", timing: "", ..expected });
            }
            10 | 11 => {
                let part = |row: &Row, n: u32| Row {
                    id: format!("PPM-{plan:04}{}", ["a", "b"][n as usize - 1]),
                    name: format!("{word} fase {n}"),
                    homes: row.homes / 2,
                    ..row.clone()
                };
                let (one, two) =
                    (|row: &Row| vec![row.clone()], |row: &Row| vec![part(row, 1), part(row, 2)]);
                let (earlier, later) =
                    if kind == 10 { (one(&before), two(&now)) } else { (two(&before), one(&now)) };
                let maybe = |others: &[Row]| {
                    let others = others.iter().map(|row| format!("{} (woorden van de naam)", row.name));
                    others.collect::<Vec<_>>().join("; ")
                };
                for (rows, others) in [(&earlier, &later), (&later, &earlier)] {
                    self.expected.extend(rows.iter().map(|row| Expected {
                        name: row.name.clone(),
                        outcome: "misschien hetzelfde",
                        timing: "",
                        maybe: maybe(others),
                        ..expected.clone()
                    }));
                }
                self.before.extend(earlier);
                self.now.extend(later);
            }
            12 => {
                self.now.push(now.clone());
                self.doubles += 1;
                self.both(before, now, expected);
            }
            13 => {
                // A row a year, and no dates: the last year is the delivery.
                let parts = |row: Row, years: [u32; 2]| {
                    years.map(|year| Row {
                        year: year.to_string(),
                        homes: row.homes / 2,
                        permit: String::new(),
                        start: String::new(),
                        delivery: String::new(),
                        ..row.clone()
                    })
                };
                self.before.extend(parts(before, [2028, 2029]));
                self.now.extend(parts(now, [2028, 2030]));
                self.expected.push(Expected {
                    differs: "data; woningen",
                    days: Some(365),
                    table: further(table, 365),
                    ..delayed(1, DELIVERY, DELIVERY)
                });
            }
            14 => {
                // A year against a quarter: later by a part of the year at least.
                let bare = |row: Row, delivery: String| Row {
                    permit: String::new(),
                    start: String::new(),
                    delivery,
                    ..row
                };
                let quarter = Quarter::of(2029, 2);
                // From 31 December 2028 to 1 April 2029.
                let days = 91;
                self.both(
                    bare(before, "2028".into()),
                    bare(now, quarter.spelled(plan)),
                    Expected {
                        days: Some(days),
                        at_least: true,
                        table: further(table, days),
                        ..delayed(1, DELIVERY, DELIVERY)
                    },
                );
            }
            _ => {
                let now =
                    Row { status: "Omgevingsvergunning verleend".into(), owner: "Gemeente".into(), ..now };
                let owner = "Gemeente".to_owned();
                self.both(before, now, Expected { differs: "planstatus; eigenaar", owner, ..moved });
            }
        }
    }

    fn both(&mut self, before: Row, now: Row, expected: Expected) {
        self.before.push(before);
        self.now.push(now);
        self.expected.push(expected);
    }

    /// The earlier edition: three sheets with titles above and totals below.
    pub fn earlier(&self) -> Vec<u8> {
        let head = [
            "Projectnr",
            "Projectnaam",
            "Gemeente",
            "Hard/zacht",
            "Aantal woningen",
            "Jaarschijf",
            "Trekker",
            "Knelpunten",
            "Omgevingsvergunning verleend gepland",
            "Start bouw gepland",
            "Oplevering gepland",
        ];
        let cells = |row: &Row| -> [String; 11] {
            let Row { id, name, gemeente, status, homes, year, owner, knelpunt, permit, start, delivery } =
                row.clone();
            [id, name, gemeente, status, homes.to_string(), year, owner, knelpunt, permit, start, delivery]
        };
        book(&self.before, &head, 3, 4, &cells)
    }

    /// The later one: other names, another order, gemeenten in capitals.
    pub fn later(&self) -> Vec<u8> {
        let head = [
            "Gemeente",
            "Naam project",
            "Plan ID",
            "Oplevering (gepland)",
            "Start bouw (planning)",
            "Omgevingsvergunning verleend (prognose)",
            "Actiehouder",
            "Knelpunt",
            "Status plan",
            "Jaar",
            "Totaal woningen",
        ];
        let cells = |row: &Row| -> [String; 11] {
            let Row { id, name, gemeente, status, homes, year, owner, knelpunt, permit, start, delivery } =
                row.clone();
            let gemeente = format!("Gemeente {}", gemeente.to_uppercase());
            // Spaces and signs come and go.
            let (name, id) = (format!(" {name} "), id.replace("PPM-", "ppm "));
            [gemeente, name, id, delivery, start, permit, owner, knelpunt, status, year, homes.to_string()]
        };
        book(&self.now, &head, 2, 10, &cells)
    }
}

/// The table of a kind, or the one its days reach.
fn further(table: &str, days: i64) -> String {
    let tables = ["bouwtafel", "versnellingstafel", "provincie", "Rijk"];
    let by_days = usize::from(days >= 180) + usize::from(days >= 365) + usize::from(days >= 1_095);
    let by_kind = tables.iter().position(|known| *known == table).unwrap();
    tables[by_days.max(by_kind)].to_owned()
}

/// A workbook: a sheet that explains, then the rows over several sheets, each with
/// a title above the header and a total below.
fn book(
    rows: &[Row],
    head: &[&str; 11],
    sheets: usize,
    homes: u16,
    cells: &dyn Fn(&Row) -> [String; 11],
) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let about = workbook.add_worksheet().set_name("Leeswijzer").unwrap();
    about.write_string(0, 0, "Deze lijst wordt elk kwartaal bijgewerkt").unwrap();
    for (at, part) in rows.chunks(rows.len().div_ceil(sheets)).enumerate() {
        let sheet = workbook.add_worksheet().set_name(format!("Blad {}", at + 1)).unwrap();
        sheet.merge_range(0, 0, 0, 10, "PPM regio – vertrouwelijk, concept", &Format::new()).unwrap();
        for (column, name) in (0..).zip(head) {
            sheet.write_string(2, column, *name).unwrap();
        }
        let mut line = 3;
        for row in part {
            for (column, cell) in (0..).zip(cells(row)) {
                write(sheet, line, column, &cell);
            }
            // People leave a row open here and there.
            line += 1 + u32::from(line % 37 == 0);
        }
        sheet.write_string(line, 0, "Totaal").unwrap();
        let sum: u32 = part.iter().map(|row| row.homes).sum();
        sheet.write_number(line, homes, f64::from(sum)).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    match cell.parse::<f64>() {
        Ok(number) => sheet.write_number(row, column, number).unwrap(),
        Err(_) if cell.is_empty() => return,
        Err(_) => sheet.write_string(row, column, cell).unwrap(),
    };
}
