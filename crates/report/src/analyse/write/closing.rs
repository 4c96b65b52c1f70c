//! 广告内容过滤 and 数据与方法: what was left out and why, what was counted and how.

use super::desk::Desk;
use super::{heading, line};
use crate::analyse::advertising;
use crate::analysis::{Block, Kind, Role, Statement};
use crate::label::AdLevel;
use std::collections::BTreeMap;

pub(super) fn advertising(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(3, Role::Advertising, "广告内容过滤")];
    let all = desk.readings.len();
    let ads = desk.advertising();
    let own = desk
        .readings
        .iter()
        .filter(|reading| reading.ad.level == AdLevel::SelfPromotion)
        .count();
    if ads == 0 {
        blocks.push(line(
            Kind::Metric,
            format!("在 {all} 条推文中没有发现广告。"),
        ));
    } else {
        let share = ads * 1000 / all.max(1);
        blocks.push(line(
            Kind::Metric,
            format!("{all} 条推文中有 {ads} 条判定为广告（{}.{}%），不计入本报告的任何统计与引用。按最主要的理由分列如下：", share / 10, share % 10),
        ));
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for reading in desk
            .readings
            .iter()
            .filter(|reading| reading.ad.level == AdLevel::Advertising)
        {
            let reason = reading.ad.reasons.first().map_or("", String::as_str);
            *reasons.entry(advertising::title(reason)).or_default() += 1;
        }
        let mut rows: Vec<(String, usize)> = reasons.into_iter().collect();
        rows.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let rows = rows
            .into_iter()
            .map(|(reason, n)| vec![reason, n.to_string()])
            .collect();
        blocks.push(Block::Table {
            header: vec!["判定理由".into(), "条数".into()],
            rows,
        });
    }
    if own > 0 {
        blocks.push(line(
            Kind::Metric,
            format!("另有 {own} 条带有自荐色彩但没有叫卖，予以保留。"),
        ));
    }
    blocks
}

pub(super) fn method(desk: &Desk<'_>) -> Vec<Block> {
    let counts = &desk.dataset.counts;
    let window = &desk.dataset.window;
    let zone = window.start.format("%:z");
    let item = |label: &str, text: String| Statement::new(Kind::Metric, text).labelled(label);
    let counted = desk.counted().count();
    let (_, _, moods) = desk.moods(desk.counted().map(|(i, _)| i));
    let mut read = format!("读入 {} 条记录，收录 {} 条", counts.read, counts.kept);
    for (n, what) in [
        (counts.duplicates, "编号重复"),
        (counts.outside, "不在时间窗口内"),
        (counts.without_time, "没有时间"),
        (counts.rejected, "无法读取"),
    ] {
        if n > 0 {
            read.push_str(&format!("，{what} {n} 条"));
        }
    }
    let days = if window.from == window.to {
        format!("{}", window.from)
    } else {
        format!("{} 至 {}", window.from, window.to)
    };
    let items = vec![
        item("时间窗口", format!("{days}，按 UTC{zone} 计整天")),
        item("数据", read),
        item(
            "去重",
            format!("合并转发与近似重复 {} 条，保留最早的一条", desk.repeats()),
        ),
        item(
            "统计对象",
            format!(
                "{counted} 条推文、{} 位作者",
                desk.authors(desk.counted().map(|(i, _)| i))
            ),
        ),
        item(
            "话题",
            format!(
                "归并出 {} 个话题，先按谈论的作者人数排序，再看条数与互动",
                desk.told().len()
            ),
        ),
        item(
            "情绪",
            format!("依据内置的中英文情绪模型，{moods} 条推文带有情绪"),
        ),
        item(
            "引文",
            "引号内为推文原文，仅合并空白；“……”表示在分句处截断".into(),
        ),
    ];
    vec![
        heading(3, Role::Method, "数据与方法"),
        Block::List {
            ordered: false,
            lead: None,
            items,
        },
    ]
}
