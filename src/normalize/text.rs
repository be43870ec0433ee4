//! One spelling for every character.

/// `text` in one spelling: half width, upper case, one kind of bracket and dash, simplified
/// characters, no spaces, quotes or invisible characters. Folding twice is folding once.
///
/// # Examples
/// ```
/// assert_eq!(minglu::normalize::fold("鼎力（宜 昌）貿易ａｂｃ"), "鼎力(宜昌)贸易ABC");
/// ```
pub fn fold(text: &str) -> String {
    text.chars().filter_map(fold_character).collect()
}

fn fold_character(character: char) -> Option<char> {
    let half = half_width(character);
    if half.is_whitespace() || half.is_control() || is_ignored(half) {
        return None;
    }
    Some(match half {
        '【' | '〔' | '［' | '[' | '{' | '《' | '〈' | '<' | '﹙' => '(',
        '】' | '〕' | '］' | ']' | '}' | '》' | '〉' | '>' | '﹚' => ')',
        '—' | '–' | '−' | '―' | '‐' | '‑' | '─' | '~' | '～' => '-',
        other => simplified(other.to_ascii_uppercase()),
    })
}

/// Full-width ASCII as half width.
pub(super) fn half_width(character: char) -> char {
    match u32::from(character) {
        0x3000 => ' ',
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// Quotes, dots in foreign names, and characters nobody sees.
fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '「'
            | '」'
            | '『'
            | '』'
            | '`'
            | '*'
            | '·'
            | '•'
            | '・'
            | '‧'
            | '∙'
            | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}'
    )
}

/// Traditional characters (and a few variants) that turn up in names, in pairs with the simplified.
const TRADITIONAL: &str = "貿贸易易業业務务電电國国華华廣广東东車车門门長长馬马鳥鸟魚鱼龍龙龜龟齊齐\
飛飞風风頭头領领須须顧顾預预類类額额顯显響响頁页韓韩麗丽黃黄點点齒齿龐庞實实寶宝對对將将專专導导\
層层屬属島岛嶺岭幣币師师幫帮庫库廠厂廳厅張张彈弹強强後后從从復复恆恒愛爱慶庆應应戰战戲戏擇择據据\
擔担損损換换揚扬攝摄數数時时晉晋書书會会榮荣樂乐樓楼標标權权機机橋桥檢检歐欧歷历殘残殺杀氣气漢汉\
湯汤滬沪滿满潔洁澤泽濟济濱滨灣湾為为烏乌無无爐炉營营燈灯燒烧爾尔獎奖獨独獲获環环現现產产畫画當当\
療疗盤盘盧卢監监眾众確确礦矿禮礼種种稱称穩稳積积窯窑築筑節节範范簡简糧粮紀纪約约紅红純纯紙纸級级\
紡纺細细終终組组結结絡络給给統统絲丝經经綠绿維维網网綜综緣缘線线縣县總总織织繼继續续義义習习聖圣\
聯联聲声職职肅肃腦脑臺台與与興兴舊旧艙舱藝艺葉叶蓋盖蓮莲蔣蒋藍蓝藥药蘇苏蘭兰處处號号蟲虫術术衛卫\
裝装製制補补裡里見见規规視视覺觉觀观計计訂订訊讯記记設设許许訪访評评詞词試试話话誠诚語语說说課课\
調调諮咨謝谢證证識识護护讀读變变讓让豐丰財财貨货貝贝負负貢贡責责費费資资賓宾賢贤賣卖質质賽赛購购\
贊赞軌轨軍军軒轩軟软載载輕轻輝辉輪轮輸输轉转辦办農农這这連连進进運运過过達达遠远適适選选還还郵邮\
鄉乡鄭郑醫医釀酿釋释鈞钧鉄铁銀银銅铜鋁铝鋒锋鋼钢錢钱錦锦鍋锅鎮镇鏡镜鐘钟鐵铁鑄铸鑫鑫閃闪開开間间\
閣阁關关陝陕陽阳陰阴陳陈陸陆際际隨随險险雲云雜杂難难電电靈灵靜静養养飯饭飲饮餅饼餐餐館馆驗验驛驿\
髮发鮮鲜鹽盐麥麦麵面黨党邁迈鷹鹰鶴鹤壹壹貳贰參叁陸陆萬万億亿兩两傳传傑杰備备債债傢家價价儀仪優优\
儲储兒儿內内冊册凍冻凱凯創创劃划劉刘劍剑動动勝胜勞劳勢势勵励區区協协單单卻却廈厦參参雙双員员啟启\
問问喬乔園园圖图團团堅坚場场塊块塗涂壓压壘垒壯壮夢梦奧奥婦妇媽妈孫孙學学寧宁審审寫写尋寻嶄崭廟庙\
廢废彎弯徑径態态憲宪懷怀戶户拋抛掃扫採采揮挥擁拥攜携敵敌斷断昇升晝昼暉晖暢畅曉晓曆历條条棟栋極极\
構构槍枪樣样樹树櫃柜歡欢歲岁歸归決决況况凈净淨净測测渾浑湧涌溝沟溫温滅灭滾滚漁渔潤润澆浇濃浓瀏浏\
炭炭煉炼煙烟煥焕熱热爭争牆墙狀状獻献瑪玛瑩莹瓊琼畝亩異异疊叠盜盗睜睁砲炮碼码磚砖禎祯穀谷窮穷競竞\
筆笔籃篮籌筹紹绍綱纲緊紧編编練练縫缝績绩繁繁繪绘繡绣纖纤罷罢羅罗羣群脈脉臨临艦舰蕭萧薦荐虛虚虧亏\
訓训託托誌志譯译譽誉貫贯賀贺賴赖趙赵趨趋跡迹踐践遊游違违遞递遲迟鄰邻鄧邓釘钉針针鉆钻鎖锁鏈链鑒鉴\
鑽钻閱阅闆板闊阔隊队階阶雞鸡離离霧雾韋韦順顺頓顿頻频願愿騎骑騰腾驅驱驚惊鬆松鬥斗魯鲁鳳凤鴻鸿黴霉";

/// The simplified form of a traditional character; any other character stays.
fn simplified(character: char) -> char {
    use std::sync::LazyLock;
    static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let characters: Vec<char> = TRADITIONAL.chars().collect();
        let pairs = characters.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        let mut pairs: Vec<(char, char)> = pairs.filter(|(from, to)| from != to).collect();
        pairs.sort_unstable();
        pairs
    });
    match PAIRS.binary_search_by_key(&character, |(from, _)| *from) {
        Ok(idx) => PAIRS[idx].1,
        Err(_) => character,
    }
}

/// The text without its last characters when it ends with one of `endings`, the longest first.
pub(super) fn without_ending<'a>(
    text: &'a str,
    endings: &[&'static str],
) -> Option<(&'a str, &'static str)> {
    let fitting = endings.iter().filter(|ending| text.ends_with(**ending));
    let longest = fitting.max_by_key(|ending| ending.len())?;
    Some((text.strip_suffix(longest)?, longest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
    }

    #[test]
    fn folds_width_case_brackets_and_spaces() {
        check("Ａbc　（宜 昌）【东】", "ABC(宜昌)(东)");
    }
    #[test]
    fn folds_traditional_characters() {
        check("宜昌東風貿易廠", "宜昌东风贸易厂");
    }
    #[test]
    fn drops_dots_and_quotes() {
        check("“阿里·巴巴”", "阿里巴巴");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
    #[test]
    fn every_pair_ends_in_a_simplified_character() {
        let once = fold(TRADITIONAL);
        assert_eq!(TRADITIONAL.chars().count() % 2, 0);
        assert_eq!(fold(&once), once);
    }
}
