//! The city's counties with their streets and roads, and the units that report to it.

/// A county-level place of 宜昌 (GB/T 2260).
pub(super) struct County {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// As a company name begins with it.
    pub(super) short: &'static str,
    pub(super) townships: &'static [&'static str],
    pub(super) roads: &'static [&'static str],
    pub(super) villages: &'static [&'static str],
}

macro_rules! counties {
    ($($code:literal $name:literal $short:literal [$($town:literal)*] [$($road:literal)*] [$($village:literal)*];)*) => {
        &[$(County {
            code: $code, name: $name, short: $short,
            townships: &[$($town),*], roads: &[$($road),*], villages: &[$($village),*],
        }),*]
    };
}

/// The counties; the first two hold most enterprises.
pub(super) const COUNTIES: &[County] = counties! {
    "420502" "西陵区" "西陵" ["学院街道" "云集街道" "西坝街道" "夜明珠街道"] ["东山大道" "夷陵大道" "西陵一路" "珍珠路" "胜利四路"] ["石板村" "葛洲坝社区" "学院社区" "珍珠社区"];
    "420503" "伍家岗区" "伍家岗" ["大公桥街道" "万寿桥街道" "宝塔河街道" "伍家岗街道"] ["沿江大道" "伍临路" "东艳路" "城东大道"] ["共同村" "南湾村" "宝塔河社区" "隆康社区"];
    "420504" "点军区" "点军" ["点军街道" "艾家镇" "桥边镇"] ["江南大道" "点军大道" "五龙路"] ["朱市街村" "双堰村"];
    "420505" "猇亭区" "猇亭" ["古老背街道" "虎牙街道" "云池街道"] ["猇亭大道" "先锋路" "金岭路"] ["高家店村" "福善场村"];
    "420506" "夷陵区" "夷陵" ["小溪塔街道" "龙泉镇" "鸦鹊岭镇" "分乡镇"] ["夷兴大道" "发展大道" "罗河路"] ["官庄村" "车站村"];
    "420525" "远安县" "远安" ["鸣凤镇" "花林寺镇" "旧县镇"] ["鸣凤大道" "解放路"] ["双路村" "石桥坪村"];
    "420526" "兴山县" "兴山" ["古夫镇" "昭君镇" "峡口镇"] ["高阳大道" "丰邑大道"] ["夫子社区" "陈家湾村" "响龙村"];
    "420527" "秭归县" "秭归" ["茅坪镇" "归州镇" "屈原镇"] ["平湖大道" "屈原路"] ["建东村" "陈家坝村"];
    "420528" "长阳土家族自治县" "长阳" ["龙舟坪镇" "高家堰镇" "磨市镇"] ["清江大道" "龙舟大道"] ["津洋口村" "三洲村"];
    "420529" "五峰土家族自治县" "五峰" ["五峰镇" "渔洋关镇" "长乐坪镇"] ["沿河路" "柴埠大道"] ["三房坪村" "王家坪村"];
    "420581" "宜都市" "宜都" ["陆城街道" "红花套镇" "枝城镇"] ["陆城大道" "长江大道" "宜红路"] ["清圣庵村" "尾笔村"];
    "420582" "当阳市" "当阳" ["玉阳街道" "坝陵街道" "河溶镇"] ["长坂路" "玉阳路" "子龙路"] ["三里港村" "群华村"];
    "420583" "枝江市" "枝江" ["马家店街道" "安福寺镇" "董市镇"] ["迎宾大道" "公园路" "民主大道"] ["五通庙村" "之字溪村"];
};

/// The prefecture's code, written into half of all credit codes.
pub(super) const PREFECTURE: &str = "420500";
/// The high-tech zone as the parks' list names it.
pub(super) const HIGH_TECH_PARK: &str = "宜昌高新技术产业开发区";
/// A provincial zone that is no reporting unit.
pub(super) const PROVINCIAL_PARK: &str = "湖北枝江经济开发区";
/// The high-tech zone as a reporting unit: no county of GB/T 2260.
pub(super) const HIGH_TECH_ZONE: &str = "宜昌高新区";
/// The unions straight under the city's federation, as a reporting unit.
pub(super) const MUNICIPAL_DIRECT: &str = "市直";

/// A reporting unit: one of the counties, the zone, or the municipal-direct unions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReportingUnit {
    /// Index into [`COUNTIES`].
    County(usize),
    HighTechZone,
    MunicipalDirect,
}

impl ReportingUnit {
    /// Every reporting unit, in the order of the territory file.
    pub(super) fn all() -> Vec<Self> {
        let counties = (0..COUNTIES.len()).map(Self::County);
        counties
            .chain([Self::HighTechZone, Self::MunicipalDirect])
            .collect()
    }

    /// As `[territory]` writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::County(idx) => COUNTIES[idx].name,
            Self::HighTechZone => HIGH_TECH_ZONE,
            Self::MunicipalDirect => MUNICIPAL_DIRECT,
        }
    }

    /// The federation that its unions report to.
    pub(super) fn federation(self) -> String {
        match self {
            Self::County(_) | Self::HighTechZone => format!("{}总工会", self.name()),
            Self::MunicipalDirect => "宜昌市总工会".to_owned(),
        }
    }
}

/// An address in its parts, so that noise can leave parts out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) county: usize,
    pub(super) township: &'static str,
    pub(super) road: &'static str,
    pub(super) number: u32,
    pub(super) room: Option<u32>,
    /// Words taken over from elsewhere, which stand for the whole address.
    pub(super) written: Option<String>,
}

impl Address {
    /// The part below the county.
    pub(super) fn street(&self) -> String {
        if let Some(written) = &self.written {
            return written.clone();
        }
        let room = self
            .room
            .map(|room| format!("{room}室"))
            .unwrap_or_default();
        format!("{}{}号{room}", self.road, self.number)
    }

    /// City, county, road, number.
    pub(super) fn full(&self) -> String {
        match &self.written {
            Some(written) => written.clone(),
            None => format!("宜昌市{}{}", COUNTIES[self.county].name, self.street()),
        }
    }
}

/// A place outside the federation's area, as rows write it, and how firms there begin their names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Elsewhere {
    pub(super) city: &'static str,
    pub(super) short: &'static str,
    pub(super) code: &'static str,
    pub(super) street: &'static str,
}

/// Places that send contractors and employ the city's people.
pub(super) const ELSEWHERE: &[Elsewhere] = &[
    elsewhere("湖北省武汉市", "武汉", "420100", "洪山区珞喻路"),
    elsewhere("广东省东莞市", "东莞", "441900", "长安镇振安路"),
    elsewhere("浙江省宁波市", "宁波", "330200", "鄞州区宁南路"),
    elsewhere("福建省泉州市", "泉州", "350500", "丰泽区津淮街"),
    elsewhere("湖北省荆州市", "荆州", "421000", "沙市区北京路"),
];

const fn elsewhere(
    city: &'static str,
    short: &'static str,
    code: &'static str,
    street: &'static str,
) -> Elsewhere {
    Elsewhere {
        city,
        short,
        code,
        street,
    }
}
