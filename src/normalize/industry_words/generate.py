"""Writes words.tsv and characters.tsv: what the trade part of enterprise names is made of.

    pip install pyarrow && python3 generate.py ../../../../shared/data/enterprises.parquet [安徽,重庆]

Facts counted over public registrations, no name among them. A name without region and form is a
brand followed by trade words. Both are learned together (hard expectation-maximisation): a brand
is drawn by its length and its characters, a trade by words that are kept when they stand in at
least three names, and rare words by their characters.

words.tsv: word, cost. characters.tsv: character, cost in a brand, cost in a trade word.
A cost is -100 times the natural logarithm of a share.
"""

import collections
import math
import pathlib
import re
import sys

import pyarrow.parquet

HERE = pathlib.Path(__file__).parent
REGIONS = HERE.parent.parent / "standard" / "region"
LAPS = 6
WORD_MAX = 5
# Shares that hardly move while learning, see industry_words.rs, which reads the tables with them.
UNKNOWN_WORD = math.log(0.02)
END = math.log(0.5)
FORM = re.compile(
    r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|股份公司)$|集团公司$|总公司$|公司$"
    r"|(?:农民)?专业合作社(?:联合社)?$|农民合作社$|合作社$"
    r"|(?:经营|经销|门市|服务|批发|销售|零售|购销|供应|维修|修理)?部$|商店$|商行$|总店$|店$|馆$|总厂$|厂$|场$|中心$|站$"
)
SHOPS = re.compile(r"(?:部|店|馆|厂|场|中心|站|行)$")
# Trades that the four provinces of the count hardly have; each counts as much as a rare word.
RARE = """
紫砂 渔具 海产 海产品 海鲜 海洋 海水 船务 货代 船厂 修船 造船 船舶修造 航运 海运 港务 港口 码头 羊绒 羊毛 牧业 奶业
乳业 草业 饲草 马铃薯 葡萄酒 酒庄 枸杞 红枣 人参 参茸 鹿业 木耳 大豆 大米 稻米 榛子 橡胶 椰子 热带 槟榔 咖啡 普洱茶
玉器 翡翠 石雕 根雕 红木 古玩 丝绸 刺绣 蜡染 银饰 藏药 蒙药 苗药 虫草 青稞 牦牛 油田 钻井 钻采 测井 物探 焦化 煤化
洗煤 选煤 煤业 煤矿 铁矿 铜矿 铜业 钼业 钨业 稀土 磁材 锂业 锂电 硅业 多晶硅 风电 风力发电 光热 核电 热电 热力 供热
供暖 燃料 加气 充电 动漫 游戏 电竞 直播 自媒体 区块链 大数据 云计算 人工智能 物联网 机器人 无人机 芯片 集成电路
半导体 光电 激光 传感器 仪器 仪表 阀门 水泵 泵业 轴承 齿轮 模具 注塑 紧固件 标准件 弹簧 链条 电机 电梯 锅炉 压缩机
风机 制冷 空调 厨具 厨卫 卫浴 洁具 灯饰 照明 灯具 门窗 幕墙 钢构 钢结构 彩钢 管桩 管道 防水 保温 涂料 油漆 化妆品
日化 香精 香料 医美 口腔 眼科 体检 养老 护理 康复 母婴 月子 早教 托育 婚庆 婚纱 殡葬 皮草 皮具 箱包 鞋材 袜业 羽绒
泳装 童装 玩具 文具 乐器 钟表 眼镜 珠宝 首饰 打火机 雨具 伞业 竹业 藤业 漆业 蜂业 蚕业 菌业 薯业 椒业 蒜业 糖业
气象 进口 住宅 民用 人才 高压 有线 无线 过滤 移民 河道 水路 卷烟 听力 舞蹈 水下 花岗岩 英语 国土 仿古 电声 棚户区
视讯 阻燃 中医 轻质 稀有 稻谷 微波 康体 警用 卫星 视听 蓝莓 灵芝 木雕 肉鸽 研学 大鲵 竹鼠 河蟹 云母 锚链 真空 基因 楼梯
土方 传感 高尔夫 精铸 名优 摩擦 猪鬃 创投 超细 铁砂 留学 民俗 拉链 白鹅 注册 微型 水土保持 金桔 乌鸡 肉兔 桑蚕 豆捞
声光 纸张 道桥 内燃 螃蟹 乙炔 牛羊 牛业 页岩 绝缘 饼业 婴童 獭兔 玉石 青蒿 山芋 荸荠 芦笋 杉树 早熟梨 合成 军工 财会
防雨 公关 镁业 低温 卫厨 冷却 地坪 智能卡 灯光 高温 明胶 冷轧 终端 书画 除尘 长途 印铁 显示 草本 玄武岩 鬃刷 拉丝
煤矸石 缝纫 丝业 线带 仿真 芝麻 大葱 跆拳道 鳗业 桥隧 采砂 干燥 钢筋 花草 抗旱 古建筑 彩钢棚 居民 蛋鸭 蛋鸡 山鸡 土鸡
大药房连锁 轧花 焰花 个人 山羊 黑山羊 甲鱼 棕制品 南杂 雨具 种植园 优质稻 菌棒 葛根 丝网 帆布 路面 贝类 石蛙 宽带 报刊 垂钓 栏杆
陶粒 线束 轮渡 茧丝 瓦业 瓶盖 特殊 三轮 黑猪 焰火 农特 青蛙 磁铁 豆浆 钢瓶 冰箱 压力 取暖 砂岩 石棉 插秧 香猪 固废
煤球 连杆 闸门 引线 牵引 庄稼 野猪 绝热 大药房 大酒店 良种猪 淡水鱼 危险品 实验室 胶合板 钢模板 农用车 专用车 变电
自动门 互感器 气瓶 工矿 种畜禽 特种油品 农作物 贵金属 精制米 有机肥 复合肥 生物质 颗粒 矿用 船用 车用 医用 农用 家用
商用 民爆 烟花 爆竹 引线 花炮 鞭炮 茶油 山茶油 菜籽油 粉丝 腐竹 豆腐 米线 面条 挂面 湘绣 竹木 竹胶板 模板 脚手架 塔吊
吊装 起重 叉车 挖掘机 桩基 钻探 岩土 灌浆 加固 纠偏 石膏 石灰 砂石 河砂 机制砂 预拌 商砼 混凝土 沥青 改性 防腐 耐火
耐磨 铸造 锻造 热处理 电镀 喷涂 抛光 激光切割 线切割 数控 刀具 磨具 量具 工装 夹具 液压 气动 密封件 橡塑 塑胶 塑业
吸塑 泡沫 珍珠棉 海绵 无纺布 纸箱 纸筒 纸管 包袋 编织袋 标牌 铭牌 门业 木门 地板 橱柜 衣柜 家俱 沙发 床垫 家纺 窗帘
地毯 墙纸 壁纸 硅藻泥 水晶制品 工艺品 礼品 玩具 鞋业 童鞋 皮鞋 布鞋 针织 纺纱 织布 印染 服饰 内衣 工作服 校服 手套
中药饮片 中草药 医疗器械 义齿 假肢 助听器 眼镜 验光 体外诊断 试剂 保健品 康养 疗养 陪护 家教 托管 幼教 驾培 陪驾
汽车美容 钣金 拖车 救援 停车 充电桩 停车场 冷库 仓储 集装箱 水运 港航 船务 报关 货运 零担 配载 装卸 搬运 邮购 电商
网购 团购 外卖 配餐 食堂 桌餐 茶馆 茶楼 酒楼 酒吧 咖啡馆 书吧 网吧 影院 剧场 演艺 主持 化妆 彩妆 美体 纹绣 养发
民间 固体 中空 水陆 便利 立体 主题 珍稀 对外 音乐 夏布 青钱柳 枣业 糕点 银业 茭白 小麦 竹荪 双季稻 标签 水族 视频 铁道
射线 泳池 亚克力 牙科 大闸蟹 糖果 水蛭 曲轴 卡通 美业 蛇业 珍禽 氟业 淮山 无缝 切削 红提 香芋 冷弯 白酒 鲜果 高空 水饺
铆焊 围棋 外墙 低压 画廊 锚固 义肢 异型 巾被 丝印 感光 永磁 锦纶 薄板 路灯 超声波 雷电 拖拉机 尼龙 红茶 竹柳 油橄榄
玉竹 大麻 尾矿 轴瓦 莹石 萤石 香椿 微晶 钢丝 火腿 铁皮石斛 少儿 锌钢 换热 网约 小型 大型 豪猪 鞋帮 黑豚 油桃 大蒜
水梨 天麻 金秋梨 马家柚 红心柚 柚子 彩瓦 彩钢瓦 轻钢 采暖 冷拉 干鲜 膳食 烟道 活塞环 活塞 茶花 辅导 柠檬 陶艺 蚕丝
学前 果子狸 笋竹 蜜梨 反光 镀锌 热镀锌 轿车 防汛 清扫 纯水 热水 优钢 洁净 胶囊 余热 镍业 黄栀子 湘菜 水能 虾蟹
水蜜桃 乌梅 继电器 芥菜 野笋 婴儿 科普 居家 高效 财经 贡酒 视光 继电 开关 电容 电阻 线圈 磁芯 电缆桥架 桥架 护栏
交安 标线 除雪 融雪 除冰 植保 飞防 育苗 种鸽 种鹅 种鸭 种鸡 孵化 饲养 屠宰 生鲜肉 卤味 凉皮 米皮 馒头 糕点房 冰淇淋
盐业 水产养殖 海参 鲍鱼 对虾 扇贝 海带 紫菜 渔业 远洋 粮油 油脂 淀粉 味精 酱油 醋业 调味品 方便面 火锅 烧烤 串串
奶茶 麻辣烫 面馆 米粉 包子 早餐 快餐 冷饮 烘焙 蛋糕 水果 生鲜 干果 炒货 卤菜 熟食 豆制品 冷链 冷冻 冷藏 快运 速递
网约车 代驾 驾校 洗车 汽修 汽配 轮胎 润滑油 加油 二手车 摩托车 电动车 自行车 船艇 房车 航空 机场 铁路 轨道 公路
桥梁 隧道 市政 水利 爆破 拆除 土石方 基础 地基 测绘 勘察 设计院 监理 造价 招标 检测 认证 计量 评估 审计 会计 税务
代账 记账 法律 知识产权 商标 专利 翻译 会展 展览 礼仪 影视 影业 摄影 录音 印务 包装 标识 招牌 民宿 客栈 农家乐 公寓
洗浴 足浴 按摩 瑜伽 健身 台球 棋牌 网咖 影城 歌厅 美甲 美发 造型 祛痘 减肥 宠物 兽药 兽医 鲜花 园艺 苗圃 草坪 菌种
种业 种苗 化肥 农药 农机 农膜 灌溉 大棚 温室 沼气 秸秆 再生资源 废品 环卫 垃圾 污水 净水 空气净化 除甲醛 保洁 月嫂
搬家 开锁 家电维修 疏通 典当 小额贷款 融资租赁 融资担保 保理 基金 证券 期货 信托 私募 股权 创业投资 资本 控股
""".split()
RARE_COUNT = 8
# Second halves of brands of four characters (新天世纪, 鼎盛时代), which the count takes for trades.
BRANDLIKE = """
远达 祥和 腾飞 万利 康王 东方 天润 朝阳 天成 富民 永安 雷锋 洋力 天下 诚信 鸿运 凤凰 世界 一人 之家 阳光 宏发 金山
兴农 安居 世纪 兴业 堂中 时代 兄弟 家园 未来 先锋 天地 大地 之星 盛世 中天 明珠 印象 传奇 朋友 部落 王朝 名家 人家 世家
""".split()


def region_names():
    full, short = set(), set()
    for table in ("regions.tsv", "former.tsv"):
        for line in (REGIONS / table).read_text(encoding="utf-8").splitlines():
            code, name = line.split("\t")[:2]
            full.add(name)
            form = re.fullmatch(r"(.{2,}?)(?:[一-鿿]{1,9}族自治[县旗州区]|省|市|县|区|州|盟|旗)", name)
            if form and table == "regions.tsv" and not (name.endswith("区") and code[4:] != "00"):
                short.add(form.group(1))
    return full, short - {"新华", "华安", "太平", "兴业", "方正", "东方", "平安", "永安", "中原"}


def without_region(name, full, short):
    for _ in range(4):
        ends = (end for end in range(min(10, len(name) - 1), 1, -1) if name[:end] in full or name[:end] in short)
        end = next(ends, None)
        if end is None:
            break
        name = name[end:]
    return re.sub(r"^[一-鿿]{2,3}[镇乡](?=.{4})", "", name)


def stems(names):
    full, short = region_names()
    found = collections.Counter()
    for name in names:
        name = re.sub(r"\(.*?\)", "", name.replace("（", "(").replace("）", ")").strip())
        firm = re.match(r"^(.*?(?:有限责任公司|有限公司|专业合作社))", name)
        if not firm and not SHOPS.search(name):
            continue
        if not firm and re.search(r"公司|供销社|合作社|支行|分行|邮政", name):
            continue
        whole = firm.group(1) if firm else name
        stem = FORM.sub("", whole)
        if stem == whole:
            continue
        stem = without_region(stem, full, short).removesuffix("集团")
        if 2 <= len(stem) <= 16:
            found[stem] += 1
    return list(found)


def first_words(stems):
    endings, inner = collections.defaultdict(set), collections.Counter()
    for stem in stems:
        for length in (2, 3, 4):
            if len(stem) - length >= 2:
                endings[stem[-length:]].add(stem[:-length])
            inner.update(stem[at : at + length] for at in range(2, len(stem) - length + 1))
    keep = (w for w in inner if inner[w] >= 10 and (len(endings[w]) >= 5 or inner[w] >= 40))
    return collections.Counter({word: inner[word] for word in keep})


def logarithms(counts):
    total = sum(counts.values())
    return {key: math.log(count / total) for key, count in counts.items()}, math.log(0.3 / total)


class Model:
    def __init__(self, stems):
        self.words = first_words(stems)
        self.brand = collections.Counter(ch for stem in stems for ch in stem[:2])
        self.trade = collections.Counter(ch for stem in stems for ch in stem[4:])
        self.lengths = {0: 0.01, 1: 1e-5, 2: 0.75, 3: 0.12, 4: 0.07, 5: 0.012, 6: 0.006}

    def lap(self, stems):
        words, brands, trades, lengths = (collections.Counter() for _ in range(4))
        word_cost, _ = logarithms(self.words)
        brand_cost, brand_rest = logarithms(self.brand)
        trade_cost, trade_rest = logarithms(self.trade)
        for stem in stems:
            n = len(stem)
            best, step = [-1e9] * n + [END], [0] * (n + 1)
            for at in range(n - 1, -1, -1):
                for length in range(1, min(WORD_MAX, n - at) + 1):
                    word = stem[at : at + length]
                    cost = word_cost.get(word, -1e9) if length > 1 else -1e9
                    if length <= 4:
                        shape = -4 if length == 1 else -1.2 * (length - 2)
                        rare = UNKNOWN_WORD + shape + sum(trade_cost.get(ch, trade_rest) for ch in word)
                        cost = max(cost, rare)
                    if cost + END + best[at + length] > best[at]:
                        best[at], step[at] = cost + END + best[at + length], length
            total, cut, brand = -1e9, 0, 0.0
            for at in range(min(n, 8) + 1):
                brand += brand_cost.get(stem[at - 1], brand_rest) if at else 0
                length = math.log(self.lengths.get(at, 1e-4 * 0.3 ** max(0, at - 7)))
                if length + brand + best[at] > total:
                    total, cut = length + brand + best[at], at
            lengths[cut] += 1
            brands.update(stem[:cut])
            while cut < n:
                word = stem[cut : cut + step[cut]]
                words[word] += 1
                trades.update(word)
                cut += step[cut]
        self.words = collections.Counter({w: c for w, c in words.items() if c >= 3 and len(w) > 1})
        self.prune(trades, brands)
        for word in RARE:
            self.words[word] = max(self.words[word], RARE_COUNT)
        self.brand, self.trade = brands, trades
        total = sum(lengths.values())
        self.lengths = {length: (count + 1) / total for length, count in lengths.items()}
        self.lengths[1] = 1e-5


    def prune(self, trades, brands):
        """源食品 is the end of brands in 源 and 食品, not a trade."""
        total_trade, total_brand = sum(trades.values()), sum(brands.values())
        for word in [word for word in self.words if len(word) > 2]:
            first, rest = word[0], word[1:]
            is_brandlike = brands[first] / total_brand > trades[first] / total_trade
            if is_brandlike and self.words[rest] > 20 * self.words[word]:
                del self.words[word]


def cost(logarithm):
    return round(-100 * logarithm)


def main():
    columns = pyarrow.parquet.read_table(sys.argv[1], columns=["name", "province"]).to_pydict()
    provinces = sys.argv[2].split(",") if len(sys.argv) > 2 else None
    rows = zip(columns["name"], columns["province"])
    found = stems(name for name, province in rows if name and (not provinces or province in provinces))
    model = Model(found)
    for _ in range(LAPS):
        model.lap(found)
    for word in BRANDLIKE:
        model.words.pop(word, None)
    words, _ = logarithms(model.words)
    lines = (f"{word}\t{cost(words[word])}\n" for word in sorted(words))
    (HERE / "words.tsv").write_text("".join(lines), encoding="utf-8")
    brand, brand_rest = logarithms(model.brand)
    trade, trade_rest = logarithms(model.trade)
    known = sorted(ch for ch in model.brand | model.trade if model.brand[ch] + model.trade[ch] >= 3)
    lines = (f"{ch}\t{cost(brand.get(ch, brand_rest))}\t{cost(trade.get(ch, trade_rest))}\n" for ch in known)
    (HERE / "characters.tsv").write_text("".join(lines), encoding="utf-8")
    lengths = {n: cost(math.log(model.lengths[n])) for n in sorted(model.lengths)}
    print(len(found), "names,", len(words), "words,", len(known), "characters", file=sys.stderr)
    print("rest", cost(brand_rest), cost(trade_rest), "lengths", lengths, file=sys.stderr)


main()
