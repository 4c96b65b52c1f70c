//! The command line's help in Chinese.
//!
//! It must not know what the commands take: it only finds words for what is there, and a test finds what has none.

use clap::{Arg, ArgAction, Command};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}";

/// The same command line with its help in Chinese.
pub(super) fn translated(command: Command) -> Command {
    below("", command)
}

/// A command below another: `check report` is not `report`.
fn below(parent: &str, command: Command) -> Command {
    let name = full_name(parent, &command);
    // What clap adds by itself, it adds later and in English: we add it before.
    let flag =
        |id: &'static str, short: char, action| Arg::new(id).short(short).long(id).action(action);
    let mut command = command
        .disable_help_flag(true)
        .arg(flag("help", 'h', ArgAction::Help));
    if name == "site" {
        command = command
            .disable_help_subcommand(true)
            .disable_version_flag(true)
            .arg(flag("version", 'V', ArgAction::Version));
    }
    let command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "参数"
            } else {
                "选项"
            };
            match option(&name, &arg) {
                Some(help) => arg.help(help).help_heading(heading),
                None => arg.help_heading(heading),
            }
        })
        .mut_subcommands(|sub| below(&name, sub));
    match about(&name) {
        Some(text) => command.about(text),
        None => command,
    }
}

fn full_name(parent: &str, command: &Command) -> String {
    match parent {
        "check" => format!("check {}", command.get_name()),
        _ => command.get_name().to_owned(),
    }
}

fn about(command: &str) -> Option<&'static str> {
    Some(match command {
        "site" => "推文进来，博客出去：把推文数据集写成报告，把文章生成网站",
        "build" => "生成网站：先为新的数据集撰写文章，再生成全部页面",
        "serve" => "写作时在本机预览网站",
        "import" => "把原始推文导入为数据集",
        "analyse" => "分析数据集，得到标注和分析结果",
        "report" => "把分析结果写成文章和词云；给出推文文件时，三步一起完成",
        "adopt" => "把别人写好的报告收录为分析结果",
        "trends" => "重新统计所有报告中的名称与话题：_data/trends.yaml",
        "check" => "检查已生成的网站：链接、锚点、图片、订阅源",
        "check report" => "检查报告是否与推文一致：引文、数字、名称、日期、链接",
        "wordcloud" => "把带权重的词画成词云（不需要博客）",
        "init" => "在空文件夹中建立博客",
        "new" => "新建文章、页面或草稿",
        "post" => "在 _posts/ 中新建文章",
        "page" => "在博客文件夹中新建页面",
        "draft" => "在 _drafts/ 中新建草稿",
        "publish" => "把草稿发布为文章",
        "list" => "列出博客的内容，不论是否已发布",
        "doctor" => "检查博客是否正常：配置、地址、数据集、遗留文件",
        "completions" => "命令行补全脚本",
        "man" => "手册页，供 `man` 使用",
        "clean" => "删除 `build` 写入的内容",
        _ => return None,
    })
}

fn option(command: &str, arg: &Arg) -> Option<&'static str> {
    Some(match (command, arg.get_id().as_str()) {
        ("wordcloud", "words") => {
            "词语列表：每行一个词，制表符后写权重，再一个制表符后可写分组；- 表示标准输入"
        }
        ("wordcloud", "output") => "图片文件：.jpg、.png、.webp 或 .svg",
        ("wordcloud", "most") => "最多画多少个词（按权重）",
        ("wordcloud", "min_size") => "宽 1600 像素时的最小字号 [默认：24；超过 200 个词时 12]",
        ("wordcloud", "margin") => "四周留白，占短边的比例",
        ("wordcloud", "palette") => {
            "light、dark、print、newspaper，或自定的底色与字色，如 '#ffffff,#1a5fb4,#a51d2d'"
        }
        ("wordcloud", "dark") => "即 --palette dark",
        ("wordcloud", "font") => {
            "字体文件，或系统中字体文件的名称；缺字时用内置字体；可给多个，依次查找"
        }
        ("wordcloud", "link") => "SVG 中每个词的链接，如 'https://example.org/search?q={word}'",
        ("wordcloud", "turned") => "旋转 90 度的词所占的比例，0 到 1",
        ("wordcloud", "stacked") => "竖排的中文词所占的比例，0 到 1",
        ("wordcloud", "shape") => "要填满的形状：PNG（不透明或深色部分）或 SVG（填充的路径）",
        ("wordcloud", "before") => "此前的词语列表：两次都有的词尽量留在原处",
        ("wordcloud", "animate") => "在此前与现在之间往返变化的 SVG 动画",
        (_, "source") => "博客所在的文件夹",
        (_, "destination") => "网站写入的文件夹 [默认：博客文件夹中的 _site]",
        (_, "quiet") => "只显示警告和错误",
        (_, "lang") => "消息使用的语言 [默认：跟随系统]",
        (_, "threads") => "工作线程数 [默认：每个核心一个]",
        (_, "drafts") => "同时发布 _drafts/ 中的草稿",
        (_, "future") => "同时发布日期在未来的文章",
        (_, "unpublished") => "同时发布写着 `published: false` 的文章",
        (_, "limit_posts") => "只发布最新的 N 篇文章",
        (_, "baseurl") => "所有地址的前缀，例如 /blog",
        (_, "config") => "博客文件夹中的配置文件，后面的优先 [默认：_config.yml]",
        ("import" | "report", "now") => "报告的撰写时间 [默认：最新一条推文的时间]",
        ("post" | "page" | "draft", "now") => "文章的日期 [默认：现在]",
        ("init", "now") => "第一篇文章的日期 [默认：现在]",
        ("publish", "now") => "发布时间 [默认：现在]",
        ("init", "folder") => "博客的文件夹，不存在时会新建",
        ("init", "title") => "博客的标题 [默认：文件夹的名称]",
        ("init", "language") => "博客的语言",
        ("init", "url") => "将来的网址，例如 https://name.github.io/repository",
        ("init", "add") => "向非空文件夹补充缺少的文件；已有的保持原样",
        ("publish", "draft") => "草稿：_drafts/ 中的文件，可省略文件夹和扩展名",
        ("list", "what") => "列出什么",
        ("list", "json") => "每行一个 JSON 对象",
        (_, "shell") => "哪一种 shell",
        (_, "now") => "以哪个时刻生成，例如 \"2025-12-04 10:00 +0800\" [默认：现在]",
        (_, "manifest") => {
            "把网站每个文件的 SHA-256 写到这里，可在目标文件夹中用 `sha256sum --check` 核对"
        }
        (_, "watch") => "文件变化时重新生成，并更新打开的页面",
        (_, "port") => "端口；被占用时用下一个空闲的",
        (_, "host") => "监听的地址；0.0.0.0 允许其他机器访问",
        (_, "open") => "在浏览器中打开网站",
        (_, "write") => "同时把网站写入目标文件夹",
        (_, "poll") => "每秒检查一次变化，而不等系统通知（用于网络驱动器）",
        (_, "files") => "推文文件、其所在的文件夹、通配符，或用 - 表示标准输入",
        ("report", "rollup") => {
            "把数据集（不带日期的名称）各天汇总成一周或一月：--from 所在的，否则为最近的"
        }
        ("report", "dataset") => "先用这些文件建立此名称的数据集",
        (_, "dataset") => "数据集的名称：字母、数字、_ 和 -",
        (_, "from") => "第一天 [默认：最早一条推文的日期]",
        (_, "to") => "最后一天，包含在内 [默认：最新一条推文的日期]",
        (_, "tz") => "以哪个时区划分日期",
        ("analyse", "cloud_weight") => {
            "词云中词的大小由什么决定 [默认：_config.yml 的 `wordcloud.weight`，或作者数]"
        }
        (_, "all") => "所有既有推文又有文章的数据集",
        (_, "what") => "检查什么",
        (_, "external") => "同时询问其他网站，链接的内容是否还在；结果保存在 .site-links.jsonl",
        (_, "external_most") => "一次最多询问多少个地址；下次接着询问",
        (_, "external_time") => "最多询问多少秒",
        (_, "external_pause") => "对同一网站两次请求之间的间隔（毫秒）",
        (_, "external_days") => "结果在多少天内有效",
        (_, "external_private") => "也询问本机和内部网络",
        (_, "force") => "覆盖有人修改过的文件",
        (_, "evaluate") => {
            "用带标签的文件测量分析的质量：ads、duplicates、topics、sentiment-zh、sentiment-en、finance、names 或 summary"
        }
        (_, "train") => "用带标签的文件学习模型：sentiment-zh、sentiment-en 或 finance",
        ("analyse", "output") => "学到的模型或数据集的一部分写入哪个文件",
        ("analyse", "map") => "读取推文文件并逐条分析：得到数据集的一部分，供 --merge 使用",
        ("analyse", "merge") => "把各部分合并成数据集并分析，结果与整体分析逐字节相同",
        (_, "slug") => "数据集，即 _data/ 中的文件夹",
        (_, "inputs") => "数据集，即 _data/ 中的文件夹；有 --dataset 时为推文文件",
        ("adopt", "evidence") => {
            "与数据集的推文比对：没有出处的句子如何处理（off 不管，warn 列出，require 列出并拒绝收录）"
        }
        ("report", "merge") => {
            "把新内容合并进有人修改过的文章；改动了同一处时，两种写法都保留并加标记"
        }
        ("adopt", "post") => "报告文件，名称与文章相同：2025-12-04-name.md",
        ("report", "llm") => {
            "让 _config.yml 中 `llm` 所设的语言模型撰写有推文为据的部分；其余保留离线文本"
        }
        ("report", "budget") => "这份报告最多花费的 token 数 [默认：`llm.budget`，或 200000]",
        ("report", "dry_run") => "只估算模型的花费：不发送，也不写入任何内容",
        ("report", "llm_record") => "把模型的回答另存到这个文件",
        ("report", "llm_replay") => "从这个文件读取回答，不向任何服务发送请求",
        (_, "tweets-format") => "文件格式，例如 csv、jsonl、api-v2、weibo [默认：逐条识别]",
        (_, "mapping") => "说明各列含义的 YAML 文件 [默认：文件夹中的 mapping.yaml]",
        (_, "as_of") => "采集的时刻，用于“5 分钟前”这类时间",
        (_, "format") => "结果写给谁看",
        (_, "words") => "词表，每行一个词，以制表符隔开权重；- 表示标准输入",
        (_, "output") => "图片文件：.jpg、.png 或 .svg",
        (_, "width") => "宽度（像素）",
        (_, "height") => "高度（像素）",
        (_, "dark") => "深色背景",
        ("post" | "page" | "draft", "title") => "标题",
        (_, "title") => "用一句话说明图片内容，供看不到图片的人使用",
        (_, "help") => "显示帮助",
        (_, "version") => "显示版本",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    fn untranslated(parent: &str, command: &Command, found: &mut Vec<String>) {
        let name = &full_name(parent, command);
        if about(name).is_none() {
            found.push(name.clone());
        }
        for arg in command.get_arguments() {
            if !arg.is_hide_set() && option(name, arg).is_none() {
                found.push(format!("{name} {}", arg.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            untranslated(name, sub, found);
        }
    }

    #[test]
    fn everything_has_words() {
        let mut found = Vec::new();
        untranslated("", &Cli::command(), &mut found);
        assert_eq!(found, [""; 0]);
        let mut command = translated(Cli::command());
        command.build();
        let help = command.render_help().to_string();
        assert!(help.contains("生成网站") && help.contains("命令"), "{help}");
        for english in ["Usage", "Commands", "Options", "Print"] {
            assert!(!help.contains(english), "{help}");
        }
    }
}
