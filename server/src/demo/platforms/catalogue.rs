//! What the platforms of the demonstration are, and to whom they are open.

use duoyuan_core::period::{Month, day_of};
use duoyuan_core::platform::{
    Class, Command, Details, Evidence, Hours, Mode, Opening, Openness, Price, Resource, Slot,
};
use duoyuan_core::zone::Zone;
use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

use super::{By, Deed, What};
use crate::demo::story::moment;

/// A platform in short: id, owner (its place), kind, name, resources.
pub(super) struct Sort {
    pub id: &'static str,
    pub owner: usize,
    pub kind: &'static str,
    pub name: &'static str,
    pub things: &'static [Thing],
    /// For each park in the order of the configuration: `o` open, `u` open and not used, `c` under a condition,
    /// `x` closed, `-` nothing said.
    pub open: &'static str,
}

/// A resource in short.
pub(super) struct Thing {
    pub id: &'static str,
    pub name: &'static str,
    pub class: Class,
    pub mode: Mode,
    pub capacity: i64,
    pub unit: &'static str,
    /// 万元.
    pub value: i64,
    /// Yuan, and for what.
    pub price: (i64, &'static str),
    /// Bookings in a month.
    pub demand: u32,
}

const fn instrument(id: &'static str, name: &'static str, value: i64, price: i64, demand: u32) -> Thing {
    let (class, mode) = (Class::Instrument, Mode::Calendar);
    Thing { id, name, class, mode, capacity: 1, unit: "台", value, price: (price, "小时"), demand }
}

const fn place(
    id: &'static str,
    name: &'static str,
    capacity: i64,
    unit: &'static str,
    price: (i64, &'static str),
    demand: u32,
) -> Thing {
    Thing { id, name, class: Class::Place, mode: Mode::Calendar, capacity, unit, value: 0, price, demand }
}

const fn service(
    id: &'static str,
    name: &'static str,
    class: Class,
    capacity: i64,
    unit: &'static str,
    price: (i64, &'static str),
    demand: u32,
) -> Thing {
    Thing { id, name, class, mode: Mode::Request, capacity, unit, value: 0, price, demand }
}

const fn sort(
    id: &'static str,
    owner: usize,
    kind: &'static str,
    name: &'static str,
    open: &'static str,
    things: &'static [Thing],
) -> Sort {
    Sort { id, owner, kind, name, things, open }
}

use Class::{Credit, Service};

/// All of them. Owners in the order of `openness.toml`: 服务中心, 分析测试中心, 孵化器, 科技金融公司, 中试基地, 装备工程中心.
#[rustfmt::skip]
pub(super) const ALL: [Sort; 20] = [
    sort("microscopy", 1, "innovation", "微观结构分析平台", "oooooooc", &[
        instrument("sem", "场发射扫描电镜", 320, 600, 10), instrument("tem", "透射电镜", 680, 900, 5)]),
    sort("composition", 1, "innovation", "成分分析平台", "ooooocoo", &[
        instrument("icp", "电感耦合等离子体质谱仪", 210, 400, 9), instrument("xrf", "X射线荧光光谱仪", 95, 260, 7)]),
    sort("mechanics", 1, "innovation", "力学性能测试平台", "oooouooo", &[
        instrument("tensile", "万能材料试验机", 62, 180, 9), instrument("fatigue", "疲劳试验机", 130, 220, 5)]),
    sort("environment", 1, "innovation", "环境可靠性试验平台", "oooxoooo", &[
        instrument("climate", "高低温湿热试验箱", 48, 120, 6), instrument("salt", "盐雾试验箱", 18, 60, 3)]),
    sort("chromatography", 1, "innovation", "有机分析平台", "ooucoooo", &[
        instrument("gcms", "气相色谱质谱联用仪", 150, 350, 8)]),
    sort("pilot_line", 4, "innovation", "新材料中试线", "oocooxoo", &[
        instrument("reactor", "高压反应釜", 88, 300, 6), instrument("extruder", "双螺杆挤出机", 140, 420, 5)]),
    sort("coating", 4, "innovation", "表面处理中试平台", "ooooou-o", &[
        instrument("sputter", "磁控溅射镀膜机", 260, 500, 5)]),
    sort("metrology", 5, "innovation", "精密测量平台", "oooooooo", &[
        instrument("cmm", "三坐标测量机", 175, 280, 9), instrument("laser", "激光跟踪仪", 120, 320, 4)]),
    sort("prototyping", 5, "innovation", "增材制造平台", "oooouoco", &[
        instrument("printer", "金属3D打印机", 230, 450, 6)]),
    sort("simulation", 5, "innovation", "工业仿真平台", "ooooooxo", &[
        place("seat", "仿真软件席位", 6, "席", (80, "席·小时"), 6)]),
    sort("incubation_desks", 2, "incubation", "众创空间工位", "oooooooo", &[
        place("desk", "创业工位", 60, "工位", (300, "工位·月"), 9)]),
    sort("accelerator", 2, "incubation", "加速器厂房", "oouoocoo", &[
        place("unit", "标准加速单元", 12, "单元", (4000, "单元·月"), 2)]),
    sort("roadshow_hall", 2, "roadshow", "路演厅", "oooooooo", &[
        place("hall", "120座路演厅", 1, "场地", (0, "次"), 8)]),
    sort("mentoring", 2, "incubation", "创业导师服务", "ooooouoo", &[
        service("mentor", "导师辅导", Service, 20, "次", (0, "次"), 6)]),
    sort("tech_loans", 3, "finance", "科技贷", "oocoooox", &[
        service("loan", "科技贷授信", Credit, 20_000, "万元", (0, "笔"), 5)]),
    sort("seed_fund", 3, "finance", "种子基金", "ooxcuooo", &[
        service("equity", "股权投资", Credit, 10_000, "万元", (0, "笔"), 1)]),
    sort("consulting", 0, "consulting", "技术咨询服务", "oooooooo", &[
        service("expert", "专家咨询", Service, 10, "次", (500, "次"), 7)]),
    sort("patents", 0, "patents", "专利导航与咨询", "oooooooo", &[
        service("patent", "专利咨询", Service, 10, "件", (800, "件"), 6)]),
    sort("tech_trading", 0, "trading", "科技成果交易", "ooooocoo", &[
        service("deal", "成果对接", Service, 5, "项", (0, "项"), 3)]),
    sort("contest", 0, "contest", "创新创业大赛", "oooooooo", &[
        service("entry", "参赛辅导", Service, 5, "项", (0, "项"), 3)]),
];

/// Registers all of them and opens them, in the first days of a month.
pub(super) fn register(zone: &Zone, first: Month) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for (index, sort) in ALL.iter().enumerate() {
        let minute = index as i8;
        let by = By::Owner(sort.owner);
        let command = Command::Register { platform: sort.id.into(), details: details(zone, sort) };
        deeds.push(Deed { at: moment(first, 5, 10, minute), by: by.clone(), what: What::Do(command) });
        for (park, level) in zone.parks.iter().zip(sort.open.chars()) {
            let openness = match level {
                'o' | 'u' => Openness::Open,
                'c' => Openness::Conditional("限高新技术企业和科技型中小企业".to_owned()),
                'x' => Openness::Closed("与当地平台重复建设，另行协商".to_owned()),
                _ => continue,
            };
            let since = Date::new(first.year() as i16, first.number() as i8, 6).unwrap_or(Date::MIN);
            let (platform, park, evidence) = (sort.id.into(), park.id.clone(), document(index, since.year()));
            let command = Command::SetOpenness { platform, park, openness, since, evidence };
            deeds.push(Deed { at: moment(first, 5, 11, minute), by: by.clone(), what: What::Do(command) });
        }
    }
    deeds
}

/// Every half-year the first instruments are calibrated, on a weekend: nobody books it.
pub(super) fn maintenance(first: Month, until: Month) -> Vec<Deed> {
    let months = first.plus(1).to(until).filter(|month| matches!(month.number(), 1 | 7 | 12));
    let windows = months.flat_map(|month| {
        let things = [("microscopy", "sem", 1), ("composition", "icp", 1), ("metrology", "cmm", 5)];
        let saturday = |day: &i8| day_of(moment(month, *day, 12, 0)).weekday() == Weekday::Saturday;
        let day = (1..8).find(saturday).unwrap_or(1);
        things.map(|(platform, resource, owner)| {
            let slot = Slot { from: moment(month, day, 8, 0), to: moment(month, day + 1, 18, 0) };
            let (platform, resource, why) = (platform.into(), resource.into(), "计量校准".to_owned());
            let command = Command::SetMaintenance { platform, resource, slot, why, cancel_bookings: false };
            Deed { at: moment(month.previous(), 26, 9, 0), by: By::Owner(owner), what: What::Do(command) }
        })
    });
    windows.collect()
}

fn document(index: usize, year: i16) -> Evidence {
    Evidence { document: format!("焦高新平台〔{year}〕{}号（演示）", index + 1), digest: None }
}

fn details(zone: &Zone, sort: &Sort) -> Details {
    Details {
        owner: zone.owners[sort.owner].id.clone(),
        kind: sort.kind.into(),
        name: sort.name.to_owned(),
        rules: "先预约后使用；按登记的机时和收费标准结算；如需取消请提前一日。".to_owned(),
        evidence: Vec::new(),
        resources: sort.things.iter().map(resource).collect(),
    }
}

fn resource(thing: &Thing) -> Resource {
    let is_instrument = thing.class == Class::Instrument;
    // Desks and units are let by the month; the hall is open on Saturdays and in the evening.
    let (hours, longest) = match (thing.class, thing.id) {
        (Class::Place, "hall") => {
            (Hours::Own(vec![Opening { weekdays: vec![1, 2, 3, 4, 5, 6], from: 8 * 60, to: 22 * 60 }]), Some(12))
        }
        (Class::Place, "desk" | "unit") => (Hours::Always, Some(24 * 92)),
        (Class::Instrument | Class::Place, _) => (Hours::Standard, Some(10)),
        _ => (Hours::Standard, None),
    };
    let rated = match (is_instrument, thing.value) {
        (true, 200..) => Some("special".into()),
        (true, _) => Some("general".into()),
        _ => None,
    };
    Resource {
        id: thing.id.into(),
        name: thing.name.to_owned(),
        class: thing.class,
        capacity: thing.capacity.into(),
        unit: thing.unit.to_owned(),
        rated,
        value: is_instrument.then(|| Decimal::from(thing.value)),
        networked: is_instrument && thing.value >= 60 && thing.id != "extruder",
        mode: thing.mode,
        hours,
        longest_hours: longest,
        price: (thing.price.0 > 0).then(|| Price { amount: thing.price.0.into(), per: thing.price.1.to_owned() }),
    }
}
