//! In which way are homes added?

use crate::codes::codes;

codes! {
    /// A way to add homes inside the built-up area.
    Form {
        /// Storeys on an existing pand.
        Optoppen = "optoppen",
        /// New homes on open or reused ground.
        Inbreiding = "inbreiding",
        /// An extension against a blank end wall (kopgevel).
        Aanplakken = "aanplakken",
        /// Homes in the plinth: storage, shop or common room.
        Uitplinten = "uitplinten",
        /// One home becomes two.
        Splitsen = "splitsen",
        /// Offices, shops or schools become homes.
        Transformatie = "transformatie",
        /// Demolish and rebuild denser.
        SloopNieuwbouw = "sloop_nieuwbouw",
    }
}

impl Form {
    /// Whether it adds to the height or the footprint of what stands there.
    #[must_use]
    pub fn builds(self) -> bool {
        matches!(self, Self::Optoppen | Self::Inbreiding | Self::Aanplakken | Self::SloopNieuwbouw)
    }

    /// Whether it takes ground that was free.
    #[must_use]
    pub fn takes_ground(self) -> bool {
        matches!(self, Self::Inbreiding | Self::Aanplakken)
    }

    /// Words for forms, as lists and names of projects have them.
    pub const WORDS: [(&str, Self); 11] = [
        ("optoppen", Self::Optoppen),
        ("optopping", Self::Optoppen),
        ("dakopbouw", Self::Optoppen),
        ("inbreiding", Self::Inbreiding),
        ("aanplakken", Self::Aanplakken),
        ("uitplinten", Self::Uitplinten),
        ("splitsen", Self::Splitsen),
        ("woningsplitsing", Self::Splitsen),
        ("transformatie", Self::Transformatie),
        ("sloopnieuwbouw", Self::SloopNieuwbouw),
        ("herstructurering", Self::SloopNieuwbouw),
    ];

    /// The form a text names, when it names one alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::model::Form;
    ///
    /// assert_eq!(Form::in_text("Optoppen Parkflat"), Some(Form::Optoppen));
    /// assert_eq!(Form::in_text("sloop / nieuwbouw"), Some(Form::SloopNieuwbouw));
    /// assert_eq!(Form::in_text("optoppen en splitsen"), None);
    /// ```
    #[must_use]
    pub fn in_text(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        words.retain(|word| !word.is_empty() && *word != "en");
        // `sloop-nieuwbouw` is one word in any spelling.
        let is_rebuilding = words.windows(2).any(|pair| pair == ["sloop", "nieuwbouw"]);
        let named = |word: &&str| Self::WORDS.iter().find(|(known, _)| known == word).map(|(_, form)| *form);
        let mut forms = words.iter().filter_map(named).chain(is_rebuilding.then_some(Self::SloopNieuwbouw));
        let first = forms.next()?;
        forms.all(|form| form == first).then_some(first)
    }
}
