//! Company names by our own rules: brands from syllables, so that they belong to nobody.

use super::random::Random;

/// A trade: the words in a name, its class in GB/T 4754-2011, and its sector.
#[derive(Debug)]
pub(super) struct Trade {
    pub(super) words: &'static str,
    pub(super) code: &'static str,
    pub(super) class_name: &'static str,
    pub(super) sector: Sector,
    /// Largest usual staff, persons.
    pub(super) staff_max: u32,
}

/// Which of the directories a trade falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sector {
    Other,
    Building,
    Logistics,
    Household,
    Dispatch,
    Cooperative,
}

const fn trade(
    words: &'static str,
    code: &'static str,
    class_name: &'static str,
    staff_max: u32,
) -> Trade {
    Trade {
        words,
        code,
        class_name,
        sector: Sector::Other,
        staff_max,
    }
}

const fn of_sector(trade: Trade, sector: Sector) -> Trade {
    Trade { sector, ..trade }
}

/// Trades of companies.
pub(super) const TRADES: &[Trade] = &[
    trade("商贸", "F5190", "其他批发业", 40),
    trade("建材", "F5165", "建材批发", 60),
    trade("机械制造", "C3499", "其他通用零部件制造", 260),
    trade("电子科技", "C3990", "其他电子设备制造", 180),
    trade("化工", "C2614", "有机化学原料制造", 300),
    trade("食品", "C1499", "其他未列明食品制造", 220),
    trade("纺织", "C1711", "棉纺纱加工", 320),
    trade("服饰", "C1810", "机织服装制造", 240),
    trade("药业", "C2740", "中成药生产", 280),
    trade("包装材料", "C2231", "纸和纸板容器制造", 150),
    trade("印务", "C2319", "包装装潢及其他印刷", 80),
    trade("酒店管理", "H6110", "旅游饭店", 160),
    trade("餐饮管理", "H6210", "正餐服务", 90),
    trade("汽车销售服务", "F5261", "汽车零售", 110),
    trade("文化传媒", "L7240", "广告业", 30),
    trade("物业服务", "K7020", "物业管理", 200),
    trade("房地产开发", "K7010", "房地产开发经营", 90),
    trade("环保科技", "M7514", "环保技术推广服务", 60),
    trade("塑业", "C2929", "其他塑料制品制造", 140),
    trade("茶业", "C1530", "精制茶加工", 120),
    trade("园林绿化", "N7840", "绿化管理", 70),
    trade("水产", "C1361", "水产品冷冻加工", 60),
    trade("电力设备", "C3829", "其他输配电及控制设备制造", 240),
    trade("矿业", "B1020", "化学矿开采", 300),
    trade("陶瓷", "C3079", "园林、陈设艺术及其他陶瓷制品制造", 280),
    trade("医疗器械", "C3589", "其他医疗设备及器械制造", 120),
    trade("教育咨询", "P8299", "其他未列明教育", 25),
    trade("会计服务", "L7241", "会计、审计及税务服务", 20),
    trade("旅行社", "L7271", "旅行社服务", 25),
    trade("软件", "I6510", "软件开发", 60),
    of_sector(
        trade("建筑工程", "E4700", "房屋建筑业", 350),
        Sector::Building,
    ),
    of_sector(
        trade("建设工程", "E4700", "房屋建筑业", 330),
        Sector::Building,
    ),
    of_sector(
        trade("物流", "G5430", "道路货物运输", 130),
        Sector::Logistics,
    ),
    of_sector(
        trade("货运", "G5430", "道路货物运输", 90),
        Sector::Logistics,
    ),
    of_sector(
        trade("快递服务", "G6020", "快递服务", 110),
        Sector::Logistics,
    ),
    of_sector(trade("仓储", "G5990", "其他仓储业", 60), Sector::Logistics),
    of_sector(
        trade("家政服务", "O7910", "家庭服务", 70),
        Sector::Household,
    ),
    of_sector(
        trade("劳务派遣", "L7263", "劳务派遣服务", 400),
        Sector::Dispatch,
    ),
];

/// Trades of individual businesses.
pub(super) const SHOPS: &[Trade] = &[
    trade("餐馆", "H6210", "正餐服务", 14),
    trade("便利店", "F5212", "超级市场零售", 6),
    trade("理发店", "O7940", "理发及美容服务", 9),
    trade("汽修店", "O8011", "汽车修理与维护", 12),
    trade("五金店", "F5271", "五金零售", 5),
    trade("水果店", "F5221", "果品、蔬菜零售", 4),
    trade("宾馆", "H6190", "其他住宿业", 20),
];

/// What private non-enterprise units do.
pub(super) const NON_PROFITS: &[Trade] = &[
    trade("幼儿园", "P8210", "学前教育", 40),
    trade("职业培训学校", "P8291", "职业技能培训", 30),
    trade("养老院", "Q8414", "老年人、残疾人养护服务", 50),
    trade("民办医院", "Q8311", "综合医院", 120),
];

/// What an office of the state or a school is called in a system of unions.
pub(super) const INSTITUTION: Trade = trade("机关事业", "S9120", "国家行政机构", 90);

/// Trades of farmers' cooperatives.
pub(super) const FARMS: &[Trade] = &[
    of_sector(
        trade("柑橘", "A0153", "柑橘类种植", 90),
        Sector::Cooperative,
    ),
    of_sector(
        trade("茶叶", "A0164", "茶及其他饮料作物种植", 110),
        Sector::Cooperative,
    ),
    of_sector(
        trade("生猪养殖", "A0313", "猪的饲养", 50),
        Sector::Cooperative,
    ),
    of_sector(trade("蔬菜", "A0141", "蔬菜种植", 80), Sector::Cooperative),
];

const FIRST: &str = "恒鑫瑞泰宏盛华润嘉凯腾骏昊博佳康旭晟诚汇锦源鹏鼎辰祥禾卓朗悦峰颐沁蕴安联群尚天金银顺丰裕锐森宝富中长兴永德广万千百亿福禄吉庆利益信义仁和睦善美优良卓品创新启航翔飞跃腾龙凤麒麟虎鹰雄威震江河湖海山川楚荆峡夷清雅兰竹梅菊松柏云霞虹彩星月光明亮晨曦春秋";
const SECOND: &str = "达通源茂兴隆越昌泽宇翔硕霖远璟铭邦威佑齐然驰航岳川淼桦成立业发展升腾进步高强盈满圆融汇聚集合盟友邻里家园林木森田野原峰岭坡谷泉溪潭洋波涛润露雨雪霜晖辉煌灿烂耀烨炜炎焱晶莹玉珍宝珠琳琅锋锐钢铁铜锡铂钧";
const THIRD: &str =
    "达源盛昌隆兴泰和安顺康宁祥瑞丰裕茂荣华美佳优特信诚立志远大正方圆通汇融创新科锐";

/// Characters that a brand may hold, for whoever needs another one.
pub(super) const BRAND_LETTERS: &[&str] = &[FIRST, SECOND, THIRD];

/// Trade words that differ from a real trade's in one character.
pub(super) const SISTER_WORDS: &[(&str, &str)] = &[
    ("商贸", "工贸"),
    ("建材", "钢材"),
    ("机械制造", "机电制造"),
    ("电子科技", "电力科技"),
    ("化工", "化肥"),
    ("食品", "饮品"),
    ("纺织", "针织"),
    ("服饰", "配饰"),
    ("药业", "酒业"),
    ("印务", "印刷"),
    ("酒店管理", "饭店管理"),
    ("餐饮管理", "餐厅管理"),
    ("文化传媒", "文体传媒"),
    ("环保科技", "环境科技"),
    ("塑业", "铝业"),
    ("茶业", "果业"),
    ("建筑工程", "建设工程"),
    ("建设工程", "建筑工程"),
    ("园林绿化", "园艺绿化"),
    ("水产", "水暖"),
];

/// How long a brand should be at least: in a crowded city short ones run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BrandLength {
    /// Two characters, sometimes three, seldom four.
    Usual,
    Three,
    Four,
}

/// Hands out brands.
pub(super) fn brand(random: &mut Random, length: BrandLength) -> String {
    let mut brand: String = [letter(random, FIRST), letter(random, SECOND)]
        .iter()
        .collect();
    let n_more = match length {
        BrandLength::Usual => u32::from(random.happens(400)) + u32::from(random.happens(40)),
        BrandLength::Three => 1,
        BrandLength::Four => 2,
    };
    for _ in 0..n_more {
        brand.push(letter(random, THIRD));
    }
    brand
}

/// One of `letters`.
pub(super) fn letter(random: &mut Random, letters: &str) -> char {
    let at = random.index(letters.chars().count());
    letters
        .chars()
        .nth(at)
        .expect("the index is below the count")
}

const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤";
const GIVEN: &str = "伟芳秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红娥玲芬燕彩春菊凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丽飘育馥琦晶妍茜秋珊莎锦宗泽维建国志文斌鹏辉鑫波旭坤";

/// A person's name of two or three characters.
pub(super) fn person(random: &mut Random) -> String {
    let mut name = String::from(letter(random, SURNAMES));
    name.push(letter(random, GIVEN));
    if random.happens(720) {
        name.push(letter(random, GIVEN));
    }
    name
}
