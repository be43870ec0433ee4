//! Words that names are made of.

/// Region names that are everyday words or brands of many firms: at the head of a name they are
/// taken for a region only with their 市, 县 or 区, or inside a wider region.
pub(super) const BRAND_LIKE_REGIONS: &[&str] = &[
    "东方", "朝阳", "长安", "和平", "新华", "平安", "太平", "华安", "兴业", "方正", "永安", "九龙",
    "中原", "建设", "团结", "红旗", "光明", "友谊", "胜利", "东风", "前进", "向阳", "解放", "长城",
    "通达", "吉利", "大方", "新兴", "新城", "古城", "城关", "鼓楼", "海港", "长征", "五一", "双塔",
    "桥东", "桥西", "仁和", "东升", "南山", "西湖", "青山", "宝山", "金山", "富民", "同心", "文峰",
    "龙门", "金湖", "天宁",
];

/// The brand, known all over the country, of a name that begins with it: 中国工商 of 中国工商银行.
pub(super) fn national_brand(name: &str) -> Option<&'static str> {
    // Asked of every name, and nearly all begin otherwise.
    if !name.starts_with(['中', '国', '交', '工', '农', '建', '邮', '新']) {
        return None;
    }
    let mut known = NATIONAL_BRANDS.iter();
    known
        .find(|(prefix, _)| name.starts_with(prefix))
        .map(|(_, brand)| *brand)
}

/// Brands known all over the country that hold trade words, after what the name begins with.
const NATIONAL_BRANDS: &[(&str, &str)] = &[
    ("中国工商银行", "中国工商"),
    ("中国农业银行", "中国农业"),
    ("中国建设银行", "中国建设"),
    ("中国农业发展银行", "中国农业发展"),
    ("中国邮政储蓄银行", "中国邮政"),
    ("中国人民财产保险", "中国人民"),
    ("中国人民人寿保险", "中国人民"),
    ("中国人民银行", "中国人民"),
    ("中国石油天然气", "中国石油"),
    ("中国石油化工", "中国石油化工"),
    ("中国石化", "中国石化"),
    ("中国石油", "中国石油"),
    ("中国移动", "中国移动"),
    ("中国电信", "中国电信"),
    ("中国联合网络通信", "中国联合"),
    ("中国联通", "中国联通"),
    ("中国铁塔", "中国铁塔"),
    ("中国邮政", "中国邮政"),
    ("中国烟草", "中国烟草"),
    ("中国银行", "中国"),
    ("国家开发银行", "国家开发"),
    ("交通银行", "交通"),
    ("工商银行", "工商"),
    ("农业银行", "农业"),
    ("建设银行", "建设"),
    ("邮政储蓄银行", "邮政"),
    ("新华书店", "新华"),
    ("国家电网", "国家电网"),
    ("中国建筑", "中国建筑"),
    ("中国铁路", "中国铁路"),
    ("中国航空", "中国航空"),
    ("中国太平洋", "中国太平洋"),
    ("中国人寿", "中国人寿"),
    ("中国平安", "中国平安"),
    ("中国大地", "中国大地"),
    ("中华联合", "中华联合"),
];

/// Development zones that follow a region.
const ZONES: &[&str] = &[
    "经济技术开发区",
    "高新技术产业开发区",
    "高新技术开发区",
    "高新开发区",
    "高新技术产业园区",
    "经济开发区",
    "高新区",
    "经开区",
    "开发区",
    "工业园区",
    "工业园",
    "示范区",
    "综合保税区",
    "保税区",
    "自贸区",
];

/// Bytes of the development zone that a text behind a region begins with: 经济开发区, 两江新区.
pub(super) fn zone_prefix(rest: &str) -> usize {
    let known = ZONES.iter().find(|zone| rest.starts_with(**zone));
    let named = || {
        let (at, _) = rest.char_indices().nth(2)?;
        let is_named = rest.get(at..)?.starts_with("新区");
        is_named.then_some(at + "新区".len())
    };
    known.map(|zone| zone.len()).or_else(named).unwrap_or(0)
}

/// Words that end a branch's own part and may carry a number before them.
pub(super) const BRANCH_UNITS: &[&str] = &[
    "分公司",
    "分店",
    "分厂",
    "分行",
    "支行",
    "分社",
    "分校",
    "分部",
    "营业部",
    "营业厅",
    "营业所",
    "门市部",
    "门市",
    "项目部",
    "项目",
    "经营部",
    "办事处",
    "加油站",
    "连锁店",
    "专卖店",
    "直营店",
    "门店",
    "店",
    "号店",
    "车间",
    "工区",
    "标段",
    "处",
    "部",
    "站",
    "厂",
    "队",
    "中心",
    "仓库",
];
