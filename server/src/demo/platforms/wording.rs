//! What parks and owners write about a booking of the demonstration.

use duoyuan_core::platform::Class;

/// What is asked for, six of each.
pub(super) fn purposes(class: Class) -> [&'static str; 6] {
    match class {
        Class::Instrument => {
            ["新产品材料性能检测", "来料质量比对", "客户审核送检", "中试工艺验证", "项目申报佐证数据", "失效分析"]
        }
        Class::Place => ["新品发布会", "项目路演", "技术培训", "初创团队入驻", "小批量试产", "产学研对接会"],
        Class::Credit => {
            ["采购生产设备", "新产品研发投入", "订单备货周转", "补充流动资金", "产线智能化改造", "扩建检测车间"]
        }
        Class::Service => {
            ["专利布局咨询", "工艺难题诊断", "科技政策咨询", "成果转化对接", "参赛项目辅导", "项目申报辅导"]
        }
    }
}

/// What the owner writes when it accepts.
pub(super) fn accepted(class: Class) -> &'static str {
    match class {
        Class::Instrument => "请携带样品清单和营业执照复印件。",
        Class::Place => "请提前一日确认到场人数。",
        Class::Credit => "请备齐近三年财务报表和授信申请书。",
        Class::Service => "请提前发来企业简介和需求说明。",
    }
}

/// What it writes when it declines.
pub(super) fn declined(class: Class) -> &'static str {
    match class {
        Class::Instrument => "设备近期任务已满，建议改约下月。",
        Class::Place => "场地近期已排满，建议改约下月。",
        Class::Credit => "暂不符合授信条件，建议先办理融资担保。",
        Class::Service => "专家近期任务已满，建议改约下月。",
    }
}

/// Why a park cancels.
pub(super) fn cancelled(class: Class) -> &'static str {
    match class {
        Class::Instrument => "样品未能按期制备。",
        Class::Place | Class::Credit | Class::Service => "企业计划调整，改期另行申请。",
    }
}
