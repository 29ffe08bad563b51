//! Parameters for water and soil.

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{not_negative, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
    model::{Form, WaterClass},
};

codes! {
    /// A theme of the water and soil framework that differs between forms.
    WaterTheme {
        /// Waterberging for added paving.
        Storage = "storage",
        /// Overstroming.
        Flooding = "flooding",
        /// Bodemdaling and fundering.
        Subsidence = "subsidence",
        /// Grondwater: GHG and GLG.
        Groundwater = "groundwater",
        /// Verzilting.
        Salt = "salt",
    }
}

codes! {
    /// How much a theme counts for a form.
    Treatment {
        /// Not at all.
        None = "none",
        /// A remark.
        Flag = "flag",
        /// A little.
        Low = "low",
        /// In full.
        Full = "full",
    }
}

/// Value of the water criterion per class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassFactors {
    /// A: yes, accept.
    pub a: f64,
    /// B: small task.
    pub b: f64,
    /// C: medium task.
    pub c_medium: f64,
    /// C: large task.
    pub c_large: f64,
    /// D: no, unless.
    pub d: f64,
}

impl ClassFactors {
    /// The value of one class.
    #[must_use]
    pub fn of(&self, class: WaterClass) -> f64 {
        match class {
            WaterClass::A => self.a,
            WaterClass::B => self.b,
            WaterClass::CMedium => self.c_medium,
            WaterClass::CLarge => self.c_large,
            WaterClass::D => self.d,
        }
    }
}

/// How much one theme counts for each form.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "one field per theme and form, named after them")]
pub struct ThemeByForm {
    pub theme: WaterTheme,
    pub optoppen: Treatment,
    pub splitsen: Treatment,
    pub uitplinten: Treatment,
    pub transformatie: Treatment,
    pub aanplakken: Treatment,
    pub inbreiding: Treatment,
    pub sloop_nieuwbouw: Treatment,
}

/// `data/params/water.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/water.toml")]
pub struct WaterParams {
    pub class_factor: Param<ClassFactors>,
    pub class_d_excludes: Param<Vec<Form>>,
    pub new_footprint: Param<Vec<Form>>,
    pub theme_by_form: Param<Vec<ThemeByForm>>,
    pub flood_depth_flag_m: Param<f64>,
    pub flood_depth_adapt_m: Param<f64>,
    pub ghg_min_m: Param<f64>,
    pub glg_max_m: Param<f64>,
    pub storage_mm: Param<f64>,
    pub pile_risk_year: Param<u16>,
}

impl WaterParams {
    /// How much a theme counts for a form; a theme off the list not at all.
    #[must_use]
    pub fn treatment(&self, theme: WaterTheme, form: Form) -> Treatment {
        self.theme_by_form.value.iter().find(|row| row.theme == theme).map_or(Treatment::None, |row| {
            match form {
                Form::Optoppen => row.optoppen,
                Form::Splitsen => row.splitsen,
                Form::Uitplinten => row.uitplinten,
                Form::Transformatie => row.transformatie,
                Form::Aanplakken => row.aanplakken,
                Form::Inbreiding => row.inbreiding,
                Form::SloopNieuwbouw => row.sloop_nieuwbouw,
            }
        })
    }

    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        let ClassFactors { a, b, c_medium, c_large, d } = self.class_factor.value;
        let factors = [a, b, c_medium, c_large, d];
        for factor in factors {
            share("water.class_factor", factor)?;
        }
        if factors.windows(2).any(|pair| pair[0] < pair[1]) {
            return Err(say!(
                "`water.class_factor` loopt op; een slechtere klasse kan niet meer waard zijn",
                "`water.class_factor` rises; a worse class cannot be worth more"
            ));
        }
        let rows = &self.theme_by_form.value;
        for (index, row) in rows.iter().enumerate() {
            if rows[..index].iter().any(|earlier| earlier.theme == row.theme) {
                return Err(say!(
                    "`water.theme_by_form`: `{}` staat er twee keer",
                    "`water.theme_by_form`: `{}` stands there twice",
                    row.theme.code()
                ));
            }
        }
        not_negative("water.flood_depth_flag_m", self.flood_depth_flag_m.value)?;
        not_negative("water.flood_depth_adapt_m", self.flood_depth_adapt_m.value)?;
        not_negative("water.ghg_min_m", self.ghg_min_m.value)?;
        not_negative("water.glg_max_m", self.glg_max_m.value)?;
        not_negative("water.storage_mm", self.storage_mm.value)
    }
}
