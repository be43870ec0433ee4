//! The development zones' lists of their enterprises: a sheet per zone.

use super::Bench;
use super::office::begin;
use crate::synth::error::SynthError;
use crate::synth::files::{Form, Head, Paper, PaperForm, number, text};
use crate::synth::places::{HIGH_TECH_PARK, PROVINCIAL_PARK};
use crate::synth::ward::Ward;

const FORM: Form = Form {
    headers: &["序号", "企业名称", "统一社会信用代码", "开发区"],
    order: &[0, 1, 2, 3],
};

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let paper = Paper::new("parks", "parks/开发区企业", PaperForm::Workbook);
    for park in [HIGH_TECH_PARK, PROVINCIAL_PARK] {
        let counts = &mut bench.truth.counts;
        let head = || {
            begin(
                counts,
                Head::of(&FORM).titled(format!("{park}入园企业名单")),
            )
        };
        let sheet = bench.desk.sheet(&paper, park, head)?;
        let inside = ward
            .enterprises
            .iter()
            .filter(|enterprise| enterprise.park == Some(park));
        for (n, enterprise) in inside.enumerate() {
            sheet.push(vec![
                number(n as u32 + 1),
                text(&enterprise.name),
                text(&enterprise.credit_code),
                text(park),
            ])?;
        }
    }
    Ok(())
}
