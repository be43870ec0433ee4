//! The words that names end with.

use super::ending::Core::{self, Drops, Keeps, KeepsTrade};
use super::types::LegalForm as Form;
use super::types::UnitKind as Kind;

/// Endings: words, form, kind, what the core keeps; a list of words shares one row.
pub(super) const ENDINGS: &[(&str, Form, Kind, Core)] = &[
    (
        "有限公司 有限责任公司 集团有限公司 集团有限责任公司 责任有限公司 有限责任总公司 有限总公司",
        Form::LimitedCompany,
        Kind::Enterprise,
        Drops,
    ),
    (
        "股份有限公司 集团股份有限公司 股份有限责任公司 股份公司 股份合作公司 有限股份公司",
        Form::JointStockCompany,
        Kind::Enterprise,
        Drops,
    ),
    (
        "公司 总公司 集团公司 集团总公司 分公司 子公司 支公司 中心支公司 有限分公司",
        Form::Company,
        Kind::Enterprise,
        Drops,
    ),
    ("集团 企业集团", Form::Group, Kind::Enterprise, Keeps),
    (
        "农民专业合作社联合社 专业合作社联合社 农民专业合作社 专业合作社 农民合作社 专业合作联社 农民专业合作联社 农民专业合作经济组织 专业合作社联社",
        Form::Cooperative,
        Kind::Cooperative,
        Drops,
    ),
    (
        "合作社 股份合作社",
        Form::Cooperative,
        Kind::Cooperative,
        Drops,
    ),
    (
        "股份经济合作社 经济合作社 经济联合社 股份经济联合社",
        Form::Cooperative,
        Kind::Other,
        Drops,
    ),
    (
        "供销合作社 供销社 供销合作社联合社 供销合作总社 信用合作社 信用社 信用合作联社 信用联社 农村信用合作联社 合作联社 联社 旅行社 报社 杂志社 出版社 通讯社 总社 分社 社",
        Form::Society,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "合伙企业 有限合伙企业 普通合伙企业",
        Form::Partnership,
        Kind::Enterprise,
        Drops,
    ),
    (
        "个人独资企业",
        Form::SoleProprietorship,
        Kind::Enterprise,
        Drops,
    ),
    (
        "个体工商户",
        Form::IndividualBusiness,
        Kind::IndividualBusiness,
        Drops,
    ),
    (
        "厂 总厂 分厂 联营厂",
        Form::Factory,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "店 商店 总店 分店 连锁店 专卖店 直营店 加盟店 便利店 门店 商场 卖场 门市 专营店 旗舰店 体验店 代销店 直销店",
        Form::Shop,
        Kind::IndividualBusiness,
        Keeps,
    ),
    (
        "饭店 药店 书店 酒店 花店 粮店 餐馆 宾馆 旅馆 饭馆 茶馆 面馆 酒馆 网吧 酒吧 茶吧 浴室 餐厅 酒楼 茶楼 浴池 菜馆 超市 药房 大药房 大酒店 大饭店 酒家 农家乐 茶庄 山庄 度假村 农庄 酒庄",
        Form::Shop,
        Kind::IndividualBusiness,
        KeepsTrade,
    ),
    (
        "馆 坊 屋 室 吧 厅 铺 摊 楼 阁 轩 城 庄 苑 居 斋 堂 房 廊 汇 世界 广场 大楼 大厦 百货大楼 会所 俱乐部 工作室 网点 点 摊点 车行 浴场",
        Form::Shop,
        Kind::IndividualBusiness,
        Keeps,
    ),
    (
        "行 商行 银行 支行 分行 总行 车行 拍卖行 典当行",
        Form::TradingHouse,
        Kind::IndividualBusiness,
        Keeps,
    ),
    (
        "部 经营部 门市部 经销部 服务部 批发部 营业部 销售部 购销部 供应部 维修部 修理部 零售部 加工部 综合部 分销部 营销部 营销服务部 商贸部 贸易部 收购部 配送部 租赁部 设计部 工程部 项目部 施工部",
        Form::Department,
        Kind::IndividualBusiness,
        Keeps,
    ),
    (
        "中心 分中心 经营中心 服务中心 销售中心 维修中心 批发中心 商务中心 娱乐中心 健身中心 美容中心 购物中心 营销中心 配送中心",
        Form::Centre,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "事务所 律师事务所 会计师事务所 税务师事务所 研究所 设计所 分所 所 招待所",
        Form::Office,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "分理处 储蓄所 营业所 营业厅 代办处 办事处 代表处 经营处 营业处 服务处 管理处 处 售票处 收费处 联络处",
        Form::Unknown,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "场 养殖场 农场 林场 茶场 渔场 猪场 鸡场 牧场 停车场 市场 家庭农场 石场 采石场 砂场 园艺场 加工场 苗圃 基地 果园 茶园 菜园 种植园 采摘园 生态园 观光园 矿 煤矿 铁矿 石矿 库 仓库 油库 冷库 粮库",
        Form::Unknown,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "站 加油站 加气站 总站 服务站 收购站 水电站 电站 粮站 变电站 供应站 检测站 客运站 汽车站 火车站 购销站 经营站 维修站 充电站",
        Form::Unknown,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "文化站 农技站 兽医站 防疫站 广播站 监督站 推广站 管理站 农机站 保健站 救助站",
        Form::Unknown,
        Kind::Institution,
        Keeps,
    ),
    (
        "队 车队 工程队 施工队 勘探队 地质队 建筑队",
        Form::Unknown,
        Kind::Enterprise,
        Keeps,
    ),
    (
        "学校 小学 中学 初级中学 高级中学 大学 学院 职业技术学院 职业学校 技工学校 党校 高中 初中 完小 中心小学 中心校 实验学校 教学点 分校 九年一贯制学校",
        Form::School,
        Kind::Institution,
        Keeps,
    ),
    (
        "幼儿园 托儿所 培训学校 职业培训学校 驾校 驾驶学校 培训中心 托育中心 早教中心 艺术学校 补习学校 培训部 教育中心 幼教中心",
        Form::School,
        Kind::PrivateNonEnterprise,
        Keeps,
    ),
    (
        "医院 人民医院 中医院 中医医院 妇幼保健院 卫生院 卫生所 卫生室 卫生服务中心 卫生服务站 保健院 疗养院 医务室 血站 急救中心",
        Form::Hospital,
        Kind::Institution,
        Keeps,
    ),
    (
        "诊所 门诊部 口腔门诊部 口腔诊所 中医诊所 医务所",
        Form::Hospital,
        Kind::IndividualBusiness,
        Keeps,
    ),
    (
        "养老院 敬老院 福利院 老年公寓 养老服务中心 养老中心 托养中心 社会工作服务中心 康复中心 护理院 颐养院",
        Form::Unknown,
        Kind::PrivateNonEnterprise,
        Keeps,
    ),
    (
        "疾病预防控制中心 便民服务中心 管理中心 研究院 设计院 科学院 档案馆 图书馆 博物馆 文化馆 体育馆 美术馆 纪念馆 展览馆 科技馆 幼儿教育中心 交易中心 储备中心 监测中心 检验中心 指导中心 救助中心 研究中心 电视台 广播电台 气象台 殡仪馆 公园 剧院 剧团 院",
        Form::Unknown,
        Kind::Institution,
        Keeps,
    ),
    (
        "局 分局 厅 人民政府 政府 办公室 人民法院 法院 人民检察院 检察院 委员会 党委 支队 大队 派出所 税务所 财政所 司法所 监狱 戒毒所 街道办事处 镇政府 管理委员会 管委会 指挥部 总队 政协 工作委员会 纪律检查委员会",
        Form::Unknown,
        Kind::Organ,
        Keeps,
    ),
    (
        "协会 商会 学会 研究会 促进会 联合会 联谊会 基金会 慈善会 志愿者协会 理事会 总会 校友会 同业公会 公会 工会 妇联 残联 工商联 红十字会 佛教协会 分会",
        Form::Association,
        Kind::SocialOrganisation,
        Keeps,
    ),
    (
        "村民委员会 居民委员会 村委会 居委会 社区 村 居民小组 村民小组 寺 庙 教堂 业主委员会",
        Form::Unknown,
        Kind::Other,
        Keeps,
    ),
    ("工程 标段 合同段 项目", Form::Unknown, Kind::Project, Keeps),
];

/// Endings that belong to a parent when one is named before them.
pub(super) const BRANCH_ENDINGS: &str = "分公司 支公司 中心支公司 分店 连锁店 专卖店 直营店 加盟店 便利店 门店 店 商店 门市 \
    门市部 经营部 经销部 服务部 批发部 营业部 销售部 购销部 供应部 维修部 修理部 零售部 加工部 综合部 分销部 营销部 营销服务部 商贸部 贸易部 收购部 \
    项目部 工程部 支行 分行 分社 分厂 分校 分院 分所 分理处 储蓄所 营业所 营业厅 代办处 办事处 代表处 招待所 加油站 加气站 收购站 供应站 购销站 经营站 \
    服务站 维修站 门诊部 分中心 分局 分会 药店 饭店 餐厅 宾馆 旅馆 仓库 食堂 车队 分部 分站 信用社 网点 车间 售票处 经营处 专营店 旗舰店 体验店 代销店 超市 药房 大药房 \
    配送中心 营销中心 服务中心 经营中心 销售中心 批发中心 综合门市 项目 幼儿园 医务室 站 分队 柜组 专柜 销售点 经营点 收购点 服务点";

/// Endings that are always part of something.
pub(super) const PARTS: &[&str] = &[
    "分公司",
    "支公司",
    "支行",
    "分行",
    "分理处",
    "储蓄所",
    "营业所",
    "营业厅",
    "代办处",
    "办事处",
    "代表处",
    "分店",
    "分厂",
    "分社",
    "项目部",
];
