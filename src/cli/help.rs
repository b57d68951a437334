//! What `--help` says.

use std::{ffi::OsString, io::Write};

use super::{CliError, OK};

const GENERAL: &str = "\
gongkai（公开）：部门预算公开工作台

用法：
  gongkai [文件…]                 打开窗口；不带文件时打开内置示例
  gongkai check 路径…             核对勾稽关系，列出发现
  gongkai compare 路径…           比较几个年度或几个部门，列出跨年发现
  gongkai convert 文件…           转换成本程序的 JSON 或 CSV
  gongkai rules [编号]            规则手册；检查自定义规则文件
  gongkai help [命令]             说明，也可写 gongkai 命令 --help
  gongkai --version               版本

能读：PDF，Excel 和 WPS 表格（xlsx、xls、et、ods），Word 和 WPS 文字（docx、doc、wps），网页，
CSV，文本（UTF-8、GB18030、Big5、UTF-16），本程序的 JSON。格式按内容判断，不看扩展名。
结果写到标准输出，提示信息写到标准错误。
";

const CHECK: &str = "\
gongkai check 路径… [--format 格式] [-o 去处] [--rules 规则文件] [--all]
              [--jobs 个数] [--recursive] [--separate] [--password 密码] [--encoding 编码]

核对一个或多个公开文件。路径是文件夹时，核对其中的文件（不含下级文件夹）；其中部门、年度相同的
文件（例如分开公布的文字和表格）合成一份核对。分别写明的文件逐个核对。一个文件读不了，不影响其他
文件；结果和次序与同时核对的个数无关。

  --format 格式     text   给人看（默认）
                    json   一个文件时是一个对象，几个文件或文件夹时是对象的数组
                    jsonl  每份公开一行，一行一个对象
                    csv    每条发现一行，可用 Excel 或 WPS 打开
                    html   网页，一个文件，可打印存档
                    xlsx   工作簿：概要、发现、未核对的数字、核对的表、规则
                    docx   Word 文档
                    pdf    在 PDF 原文上加批注（框出或划出每一处，写明发现），原文件不动
                    不写时按 -o 的扩展名
  -o, --output 去处 结果写到文件，不写到标准输出；是文件夹时，每份公开一份报告，另有汇总表 summary.csv
                    （html、xlsx 格式的另有 summary.html、summary.xlsx）。xlsx、docx、pdf 要写明
                    去处；几份公开的 html、xlsx、docx、pdf 报告写到文件夹
  --rules 规则文件  连同自定义规则一起核对；文件里还可以关闭内置规则、改严重程度。怎样写见 docs/rules.md
  --all             text 格式中连“提示”（尾差等）也逐条列出，并写明自定义规则为什么没有比较
  -j, --jobs 个数   同时核对几个文件；不写时按处理器的核数
  -r, --recursive   连下级文件夹一起核对；合成一份的文件要在同一个文件夹里
  --separate        文件夹里的文件也各自核对，不合成一份；核对完一个就写出一个（合并时要先读完一个文件夹）
  --password 密码   打开有密码的文件
  --encoding 编码   文本、CSV 和网页的编码：UTF-8、gb18030、Big5、UTF-16LE、UTF-16BE；不写时自动判断

报告按核对的次序排列：完整性、表内、表间、文表、文内、跨年、科目、格式、隐私、自定义；提示、已排除的
发现和未核对的数字列在后面。不会改写打开的文件。
按 Ctrl+C 取消：正在核对的文件核对完就停，写出已有的报告和汇总表；再按一次立即退出（退出状态 130）。
退出状态：0 没有错误和缺失；1 有错误或缺失；2 有文件读不了或报告写不了，中途取消，或命令写错。
";

const COMPARE: &str = "\
gongkai compare 路径… [-o 去处] [--format 格式] [--by years|agencies] [--table 表名]… [--measure 栏名]
                [--threshold 万元] [--percent 百分比] [--level 级] [--only 哪些] [--sort 次序] [--search 文字]
                [--chart 图形] [--size 宽x高] [--dpi 分辨率] [--password 密码] [--encoding 编码]

把一个部门的几个年度，或一个年度的几个部门并列比较：同一科目（来源、项目、“三公”经费）成一行，写明增减、
幅度、新增、取消、更名、拆分、合并和原文说明的原因；再列出跨年发现（今年说的上年数与上年公布的不一致等）。
部门、年度相同的几个文件（例如分开公布的文字和表格）合成一份。只有一份文件时，与表中的上年数比较。

几个部门并列时另列同类部门的指标（人均、占比等）。

  -o, --output 去处 写到文件，格式按扩展名：html（网页，一个文件，有图）、xlsx（每张表一页）、csv、txt，
                    或一张图 png、svg；不写时写到标准输出
  --format 格式     text（默认）、csv、html、xlsx、png、svg
  --by 排列         years 按年度（同一部门时默认），agencies 按部门（同一年度的几个部门时默认）
  --table 表名      比较哪些表，可以写几次；“全部”是所有的表。不写时，屏幕上是收支总表、一般公共预算支出表
                    和“三公”经费表，文件里是两份以上公开都有的所有表
  --measure 栏名    比较哪一栏：合计（默认）、基本支出、人员经费、公用经费、项目支出、一般公共预算……
  --threshold 万元  只列增减不小于这么多万元的行；跨年规则 Y4 也按它判断增减是否大
  --percent 百分比  只列增减不小于百分之几的行；Y4 同上
  --level 级        0 只列合计，1 到类，2 到款，3 到项
  --only 哪些       all、changed（有变化）、new（新增）、vanished（取消）、new-or-vanished
  --sort 次序       table（按表，默认）、name、code、change（增减绝对值）、growth（增减）、rate（幅度）、amount
  --chart 图形      grouped（分组柱）、trend（趋势）、stacked（结构，金额）、shares（结构，占比）、
                    bridge（增减桥）、changes（增减最大）；不写时按内容选
  --size 宽x高      图的大小，毫米，默认 160x90
  --dpi 分辨率      png 每英寸的像素，默认 300
  --search 文字     只列编码、名称或原名里有这些字的行
  --password 密码   打开有密码的文件
  --encoding 编码   文本、CSV 和网页的编码：UTF-8、gb18030、Big5、UTF-16LE、UTF-16BE；不写时自动判断

不会改写打开的文件。退出状态：0 成功；1 跨年有错误或缺失；2 有文件读不了或写不了，或命令写错。
";

const CONVERT: &str = "\
gongkai convert 路径… [--to json|csv] [-o 去处] [--password 密码] [--encoding 编码]

把公开文件转换成 JSON（完整，可无损读回）或 CSV（所有表格）。部门、年度相同的几个文件（例如分开
公布的文字和表格）合成一份；路径是文件夹时，转换其中的文件。

  --to 格式         json（默认）或 csv；不写时按 -o 的扩展名
  -o, --output 去处 写到文件（扩展名为 json 或 csv，合成一份时），或写到文件夹，文件名不变、扩展名
                    换成新格式的；不写时写到标准输出（合成一份时）
  --password 密码   打开有密码的文件
  --encoding 编码   文本、CSV 和网页的编码：UTF-8、gb18030、Big5、UTF-16LE、UTF-16BE；不写时自动判断

不会改写打开的文件。退出状态：0 成功；2 有文件读不了或写不了，或命令写错。
";

const RULES: &str = "\
gongkai rules [编号] [--rules 规则文件]

不带编号时列出所有规则；带编号（如 V1、C5）时显示那一条：规则、为什么、依据、例、怎样改、不算错的情形。

  --rules 规则文件  连同其中的自定义规则；也用来检查规则文件写得对不对。怎样写见 docs/rules.md

退出状态：0 成功；2 规则文件有错（全部列出），或命令写错。
";

/// Prints the general help, or that of one command.
pub(super) fn print(args: &[OsString], out: &mut dyn Write) -> Result<u8, CliError> {
    let text = match args.first().map(|command| command.to_string_lossy()).as_deref() {
        None => GENERAL,
        Some("check") => CHECK,
        Some("compare") => COMPARE,
        Some("convert") => CONVERT,
        Some("rules") => RULES,
        Some(other) => return Err(CliError::Usage(format!("没有命令“{other}”"))),
    };
    out.write_all(text.as_bytes())?;
    Ok(OK)
}
