//! What kind of workplace an entity is: codes first, then the type as written, then the name.

use super::name_form::branch_of;
use super::record::{Origin, Record};
use crate::normalize::LegalForm;
use crate::standard::{CreditCode, Registrar};
use crate::table::vocabulary::{Department, EntityKind};

/// The kind of the entity that `members`, best source first, are records of; `code` is its golden credit code.
pub(super) fn kind_of(members: &[&Record], code: Option<CreditCode>) -> EntityKind {
    let is_branch = members.iter().any(|record| {
        let by_name = record.name.as_ref().and_then(branch_of).is_some();
        let by_type = record
            .written
            .enterprise_type
            .as_deref()
            .is_some_and(names_a_branch);
        by_name || by_type
    });
    let by_code = code.and_then(kind_of_code);
    let by_type = || {
        members
            .iter()
            .find_map(|record| kind_of_type(record.written.enterprise_type.as_deref()?))
    };
    let by_place = || members.iter().find_map(|record| kind_of_place(record));
    let by_name = || members.iter().find_map(|record| kind_of_name(record));
    let by_register = || members.iter().find_map(|record| kind_of_register(record));
    let found = by_code
        .or_else(by_type)
        .or_else(by_place)
        .or_else(by_name)
        .or_else(by_register);
    match found {
        Some(EntityKind::Enterprise) | None if is_branch => EntityKind::Branch,
        Some(kind) => kind,
        None => EntityKind::Other,
    }
}

fn names_a_branch(text: &str) -> bool {
    text.contains("分公司") || text.contains("分支机构")
}

/// The first two characters of GB 32100: who registered it, and as what.
fn kind_of_code(code: CreditCode) -> Option<EntityKind> {
    match (code.registrar(), code.category()) {
        (Registrar::Commerce, '1') => Some(EntityKind::Enterprise),
        (Registrar::Commerce, '2') => Some(EntityKind::IndividualBusiness),
        (Registrar::Commerce, '3') => Some(EntityKind::Cooperative),
        (Registrar::Establishment, '1') => Some(EntityKind::Organ),
        (Registrar::Establishment, '2') => Some(EntityKind::Institution),
        (Registrar::Establishment, '3') => Some(EntityKind::SocialOrganisation),
        (Registrar::CivilAffairs, '1' | '3') => Some(EntityKind::SocialOrganisation),
        (Registrar::CivilAffairs, '2') => Some(EntityKind::PrivateNonEnterprise),
        (Registrar::Military, _) => Some(EntityKind::Institution),
        (Registrar::Justice, '1') => Some(EntityKind::Enterprise),
        (Registrar::Commerce | Registrar::Establishment | Registrar::CivilAffairs, _) => None,
        (Registrar::Justice | Registrar::Agriculture | Registrar::Other, _) => {
            Some(EntityKind::Other)
        }
        (Registrar::ForeignAffairs | Registrar::Culture | Registrar::Tourism, _) => {
            Some(EntityKind::Other)
        }
        (Registrar::Religion | Registrar::Union, _) => Some(EntityKind::Other),
    }
}

/// Words of a type column, and the management system's unit categories.
const TYPES: &[(&str, EntityKind)] = &[
    ("个体", EntityKind::IndividualBusiness),
    ("合作社", EntityKind::Cooperative),
    ("民办非企业", EntityKind::PrivateNonEnterprise),
    ("社会服务机构", EntityKind::PrivateNonEnterprise),
    ("社会团体", EntityKind::SocialOrganisation),
    ("基金会", EntityKind::SocialOrganisation),
    ("事业", EntityKind::Institution),
    ("机关", EntityKind::Organ),
    ("分公司", EntityKind::Branch),
    ("分支机构", EntityKind::Branch),
    ("非企业", EntityKind::PrivateNonEnterprise),
    ("公司", EntityKind::Enterprise),
    ("企业", EntityKind::Enterprise),
    ("合伙", EntityKind::Enterprise),
    ("独资", EntityKind::Enterprise),
];

fn kind_of_type(text: &str) -> Option<EntityKind> {
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if digits.len() == 3 {
        return match digits.chars().next() {
            Some('1' | '2' | '3') => Some(EntityKind::Enterprise),
            Some('4') => Some(EntityKind::Institution),
            Some('5') => Some(EntityKind::Organ),
            Some('6') => Some(EntityKind::IndividualBusiness),
            Some('7') => Some(EntityKind::PrivateNonEnterprise),
            _ => None,
        };
    }
    let found = TYPES.iter().find(|(word, _)| text.contains(word));
    found.map(|(_, kind)| *kind)
}

/// Words by which a file or a sheet says what all its rows are.
const PLACES: &[(&str, EntityKind)] = &[
    ("个体", EntityKind::IndividualBusiness),
    ("合作社", EntityKind::Cooperative),
    ("民办非企业", EntityKind::PrivateNonEnterprise),
    ("民非", EntityKind::PrivateNonEnterprise),
    ("社会服务机构", EntityKind::PrivateNonEnterprise),
    ("社会团体", EntityKind::SocialOrganisation),
];

/// The kind that the name of the file or the sheet tells, if it tells of one kind alone (企业和个体 does
/// not). The union system's files tell nothing: their rows are of all kinds.
fn kind_of_place(record: &Record) -> Option<EntityKind> {
    match record.origin {
        Origin::Registry(_) => {}
        Origin::Directory | Origin::UnionUnit => return None,
    }
    let file = record.identity.file.rsplit('/').next().unwrap_or_default();
    let sheet = record.identity.sheet.as_deref().unwrap_or_default();
    [sheet, file].into_iter().find_map(|text| {
        let rest = text.replace("民办非企业", "").replace("非企业", "");
        let is_mixed = rest.contains("企业") || rest.contains("公司");
        let mut kinds = PLACES.iter().filter(|(word, _)| text.contains(word));
        let (_, kind) = kinds.next()?;
        let is_one = kinds.all(|(_, other)| other == kind);
        (is_one && !is_mixed).then_some(*kind)
    })
}

/// What an unnamed form is by the register it stands in: a tax id that is a person's, or a name
/// without any company's form in the commerce or tax register, is an individual business's.
fn kind_of_register(record: &Record) -> Option<EntityKind> {
    match record.origin {
        Origin::Registry(Department::Commerce | Department::Tax) => {
            Some(EntityKind::IndividualBusiness)
        }
        Origin::Registry(Department::Agriculture) => Some(EntityKind::Cooperative),
        Origin::Registry(Department::CivilAffairs) => Some(EntityKind::PrivateNonEnterprise),
        Origin::Registry(Department::Hr | Department::Construction | Department::Other)
        | Origin::Directory
        | Origin::UnionUnit => None,
    }
}

fn is_of_civil_affairs(record: &Record) -> bool {
    record.origin == Origin::Registry(Department::CivilAffairs)
}

fn is_in_business(record: &Record) -> bool {
    matches!(
        record.origin,
        Origin::Registry(Department::Commerce | Department::Tax)
    )
}

/// Words in the names of societies, which civil affairs registers beside private non-enterprise units.
const SOCIETIES: &[&str] = &[
    "协会",
    "学会",
    "商会",
    "联合会",
    "促进会",
    "研究会",
    "基金会",
    "联谊会",
];

/// Endings of names that no legal form covers.
const ENDINGS: &[(&str, EntityKind)] = &[
    ("人民政府", EntityKind::Organ),
    ("委员会", EntityKind::Organ),
    ("人民法院", EntityKind::Organ),
    ("检察院", EntityKind::Organ),
    ("局", EntityKind::Organ),
    ("小学", EntityKind::Institution),
    ("中学", EntityKind::Institution),
    ("大学", EntityKind::Institution),
    ("人民医院", EntityKind::Institution),
    ("卫生院", EntityKind::Institution),
    ("幼儿园", EntityKind::PrivateNonEnterprise),
];

fn kind_of_name(record: &Record) -> Option<EntityKind> {
    let name = record.name.as_ref()?;
    if is_of_civil_affairs(record) {
        let is_society = SOCIETIES.iter().any(|word| name.folded.contains(word));
        return Some(match is_society {
            true => EntityKind::SocialOrganisation,
            false => EntityKind::PrivateNonEnterprise,
        });
    }
    let ending = ENDINGS
        .iter()
        .find(|(ending, _)| name.folded.ends_with(ending));
    // 邮政支局 and 电信局 stand in the commerce register, where no organ does.
    let is_organ = |kind: EntityKind| kind == EntityKind::Organ && is_in_business(record);
    if let Some((_, kind)) = ending.filter(|(_, kind)| !is_organ(*kind)) {
        return Some(*kind);
    }
    match name.legal_form {
        LegalForm::LimitedCompany
        | LegalForm::JointStockCompany
        | LegalForm::Company
        | LegalForm::Group
        | LegalForm::Partnership
        | LegalForm::SoleProprietorship
        | LegalForm::Factory
        | LegalForm::Centre
        | LegalForm::Office => Some(EntityKind::Enterprise),
        LegalForm::Cooperative => Some(EntityKind::Cooperative),
        LegalForm::IndividualBusiness
        | LegalForm::Shop
        | LegalForm::TradingHouse
        | LegalForm::Department => Some(EntityKind::IndividualBusiness),
        LegalForm::School | LegalForm::Hospital => Some(EntityKind::Institution),
        LegalForm::Association => Some(EntityKind::SocialOrganisation),
        LegalForm::Society | LegalForm::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_categories_are_read_by_their_hundreds() {
        assert_eq!(kind_of_type("400 事业单位"), Some(EntityKind::Institution));
        assert_eq!(kind_of_type("500"), Some(EntityKind::Organ));
        assert_eq!(kind_of_type("110"), Some(EntityKind::Enterprise));
    }

    #[test]
    fn the_code_tells_an_enterprise() {
        let code: CreditCode = "91420500MA49001170".parse().expect("a worked example");
        assert_eq!(kind_of_code(code), Some(EntityKind::Enterprise));
    }
}
