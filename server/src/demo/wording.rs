//! What the demonstration's offers, needs and reasons say.

use duoyuan_core::id::{IndustryId, ParkId};
use duoyuan_core::sharing::{Element, Quantity};
use duoyuan_core::zone::Zone;
use oorandom::Rand32;
use rust_decimal::Decimal;

/// What a deal is about.
pub(super) struct Subject {
    pub offer: String,
    pub need: String,
    pub quantity: Option<Quantity>,
    pub industry: Option<IndustryId>,
}

/// Of what the offer says and what the need says; `{}` is the subject of an industry.
type Lines = &'static [(&'static str, &'static str)];

const LEAD: Lines = &[
    ("{}项目投资线索，企业拟外迁扩产", "寻找{}配套项目，园区已备标准厂房"),
    ("长三角{}企业考察信息，拟设中部基地", "招引{}龙头企业，补齐产业链"),
    ("{}技改扩能项目信息，本园用地不足", "征集{}在谈项目，可当年开工"),
];
const PROJECT: Lines = &[
    ("标准厂房可承接{}项目入驻", "{}扩建项目需标准厂房"),
    ("可提供{}项目用地和环评服务", "{}转移项目需落地用地"),
    ("{}共建车间招合作园区", "{}生产线寻求异地共建"),
];
const PLATFORM: Lines = &[
    ("{}检测中心开放机时", "{}新产品需第三方检测"),
    ("{}中试线对分园区开放", "{}样品需中试验证"),
    ("{}企业孵化工位开放入驻", "{}初创团队需孵化场地"),
];
const RESULT: Lines = &[
    ("{}专利包许可转让", "{}工艺改造需成熟专利技术"),
    ("{}科研成果寻求产业化", "{}企业征集可转化成果"),
    ("{}联合研发课题邀请参与", "{}关键技术联合攻关"),
];
const TALENT: Lines = &[
    ("{}专家团队可驻企服务", "{}企业需工艺专家指导"),
    ("科技特派员（{}方向）可下派", "申请{}方向科技特派员"),
    ("{}高级技师可短期支援", "{}生产线投产急需技师"),
];
const FUND: Lines = &[("产业基金拟投{}成长企业", "{}企业股权融资需求"), ("{}专项信贷额度推介", "{}技改项目贷款需求")];

/// What an industry is about, by its id.
const SUBJECTS: &[(&str, &[&str])] = &[
    ("equipment", &["矿山装备", "数控机床", "智能输送装备"]),
    ("materials", &["电池隔膜材料", "石墨电极", "特种陶瓷"]),
    ("electronics", &["传感器", "汽车电子", "电力电子模块"]),
    ("chemicals", &["钛白粉下游", "氟化工新材料", "精细化工中间体"]),
    ("autoparts", &["缸套活塞", "制动零部件", "轻量化底盘件"]),
    ("aluminium", &["铝箔深加工", "铝合金型材", "铝轮毂"]),
    ("food", &["休闲食品", "怀药功能食品", "方便食品"]),
    ("biomed", &["怀药制剂", "医用敷料", "生物发酵"]),
    ("textile", &["功能性面料", "皮革制品", "针织服装"]),
    ("energy", &["光伏组件", "储能电池", "氢能装备"]),
];

/// Words of the parks' own industries that say which of the list is meant.
const OF_PARK: &[(&str, &str)] = &[
    ("装备", "equipment"),
    ("新材料", "materials"),
    ("电子", "electronics"),
    ("化工", "chemicals"),
    ("汽车", "autoparts"),
    ("铝", "aluminium"),
    ("食品", "food"),
    ("生物", "biomed"),
    ("纺织", "textile"),
    ("皮毛", "textile"),
    ("新能源", "energy"),
];

pub(super) const WHY: &[&str] = &[
    "产业相同，距离近，可就近服务。",
    "双方已电话沟通，条件基本一致。",
    "要素和数量匹配，有效期内可以完成。",
    "属同一产业链上下游，有合作基础。",
];
pub(super) const DECLINED: &[&str] = &[
    "经与企业核实，项目方已另行选址。",
    "近期用地指标已排满，暂不具备承接条件。",
    "企业已自行解决，不再需要外部支持。",
    "技术路线与本园企业现有工艺不一致。",
];
pub(super) const WITHDRAWN: &[&str] =
    &["企业调整投资计划，暂缓实施。", "需求已在园区内部解决。", "设备安排检修，暂停对外开放。"];
pub(super) const CLOSED: &[&str] = &[
    "合作企业经营情况变化，双方同意终止。",
    "价格和交付条件未能谈成，双方同意终止。",
    "项目环评未获通过，无法继续推进。",
];
pub(super) const DISPUTED: &[&str] =
    &["合同尚未用印，不应按已完成报送。", "人员只到岗一半，请核实后再报。", "金额与合同文本不一致，请核对。"];
pub(super) const NUDGE: &[&str] =
    &["请抓紧研究，两个工作日内答复对方。", "双方条件匹配，请尽快明确意见。", "该事项已列入督办，请及时反馈。"];
pub(super) const NOTE: &[&str] = &["", "", "双方经办人已现场确认。", "合同文本已存档。", "企业已出具书面证明。"];

/// What a deal of two parks in an element is about: mostly an industry of the one that needs it.
pub(super) fn subject(random: &mut Rand32, element: &Element, zone: &Zone, parks: [&ParkId; 2]) -> Subject {
    let [_, taker] = parks;
    let own = zone.park(taker).map_or(&[][..], |park| &park.industries);
    let known: Vec<&str> =
        own.iter().filter_map(|name| OF_PARK.iter().find(|(word, _)| name.contains(word)).map(|(_, id)| *id)).collect();
    let id = if known.is_empty() { "equipment" } else { pick(random, &known) };
    let subjects = SUBJECTS.iter().find(|(industry, _)| *industry == id).map_or(&[""][..], |(_, all)| all);
    let about = pick(random, subjects);
    let (lines, unit, least, most) = match element.id.as_str() {
        "lead" => (LEAD, "万元", 5, 60),
        "project" => (PROJECT, "平方米", 2, 30),
        "platform" => (PLATFORM, "小时", 1, 40),
        "result" => (RESULT, "项", 1, 6),
        "talent" => (TALENT, "人日", 5, 120),
        _ => (FUND, "万元", 5, 80),
    };
    let step = match unit {
        "万元" => 100,
        "平方米" => 500,
        "小时" => 10,
        _ => 1,
    };
    let (offer, need) = pick(random, lines);
    let value = Decimal::from(random.rand_range(least..most) * step);
    let quantity =
        (element.quantity || random.rand_range(0..2) == 0).then(|| Quantity { value, unit: unit.to_owned() });
    let industry = (random.rand_range(0..6) > 0).then(|| IndustryId::new(id));
    Subject { offer: offer.replace("{}", about), need: need.replace("{}", about), quantity, industry }
}

pub(super) fn pick<T: Copy>(random: &mut Rand32, all: &[T]) -> T {
    all[random.rand_range(0..all.len() as u32) as usize]
}
