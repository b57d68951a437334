//! Everything that a menu, a button or a key can ask for, each in one place.

mod keys;

pub(super) use keys::pressed;

/// A command of the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Choose a file and open it.
    Open,
    /// Choose a folder and open all files in it.
    OpenFolder,
    /// Check all files of a folder.
    Batch,
    /// Type a path and open it.
    OpenPath,
    /// Open the embedded sample.
    OpenSample,
    /// Save to the native file.
    Save,
    /// Save to another file.
    SaveAs,
    /// Write a report of what was found.
    Export,
    /// Close the tab on top.
    CloseTab,
    /// Close the disclosure of the tab on top.
    CloseDocument,
    /// End the program.
    Quit,
    /// Take back the last step.
    Undo,
    /// Make it again.
    Redo,
    /// Copy the selection and clear it.
    Cut,
    /// Copy the selection.
    Copy,
    /// Paste at the selection.
    Paste,
    /// Clear the selection.
    Clear,
    /// Select the whole table.
    SelectAll,
    /// Insert a row above the selection.
    InsertRow,
    /// Insert a row below the selection.
    InsertRowBelow,
    /// Delete the selected rows.
    DeleteRows,
    /// Change title, kind and unit of the table.
    TableProperties,
    /// Say how the table is to be read.
    Teach,
    /// Change agency, year and stage of the disclosure.
    Identity,
    /// Look for text.
    Find,
    /// The next place where it is found.
    FindNext,
    /// The one before.
    FindPrevious,
    /// Work in 审阅 mode.
    Review,
    /// Work in 编制 mode.
    Compile,
    /// Go to the next finding.
    NextFinding,
    /// Go to the one before.
    PreviousFinding,
    /// The finding in hand is an error.
    ConfirmFinding,
    /// It is none.
    DismissFinding,
    /// It was looked at.
    TickFinding,
    /// The next number of the text.
    NextNumber,
    /// The one before.
    PreviousNumber,
    /// Why a cell or number was flagged or not.
    Why,
    /// Hold the sum of the selected cells against another cell.
    CompareSum,
    /// The rule manual.
    Manual,
    /// Load rules of one's own.
    RuleFile,
    /// The tab to the right.
    NextTab,
    /// The tab to the left.
    PreviousTab,
    /// Years or agencies side by side.
    Compare,
    /// One agency through the years.
    CompareYears,
    /// The agencies of a year.
    CompareAgencies,
    /// Copy the whole comparison.
    CopyComparison,
    /// Copy the chart as a picture.
    CopyPicture,
    /// Write the chart as a picture.
    ExportPicture,
    /// Write the comparison as a table.
    ExportTable,
    /// Write everything that is compared as a web page.
    ExportPage,
    /// Show or hide the left side.
    ToggleNavigator,
    /// Show or hide the right side.
    ToggleFindings,
    /// Show or hide the source beside the grid.
    ToggleSource,
    /// The source beside the grid or below it.
    MoveSource,
    /// Light or dark.
    ToggleTheme,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As it was.
    ZoomReset,
    /// The keys.
    Help,
}

use Command as C;

impl Command {
    /// All commands. Those with more modifiers come before those with fewer on the same key, because a
    /// shortcut matches whatever else is held down.
    pub const ALL: &[Command] = &[
        C::OpenPath,
        C::OpenFolder,
        C::Batch,
        C::Open,
        C::OpenSample,
        C::SaveAs,
        C::Save,
        C::Export,
        C::CloseDocument,
        C::CloseTab,
        C::Quit,
        C::Redo,
        C::Undo,
        C::Cut,
        C::Copy,
        C::Paste,
        C::Clear,
        C::SelectAll,
        C::InsertRow,
        C::InsertRowBelow,
        C::DeleteRows,
        C::TableProperties,
        C::Teach,
        C::Identity,
        C::Find,
        C::FindPrevious,
        C::FindNext,
        C::Review,
        C::Compile,
        C::PreviousFinding,
        C::NextFinding,
        C::DismissFinding,
        C::TickFinding,
        C::ConfirmFinding,
        C::PreviousNumber,
        C::NextNumber,
        C::CompareSum,
        C::Why,
        C::Manual,
        C::RuleFile,
        C::PreviousTab,
        C::NextTab,
        C::Compare,
        C::CompareYears,
        C::CompareAgencies,
        C::CopyComparison,
        C::CopyPicture,
        C::ExportPicture,
        C::ExportTable,
        C::ExportPage,
        C::ToggleNavigator,
        C::ToggleFindings,
        C::MoveSource,
        C::ToggleSource,
        C::ToggleTheme,
        C::ZoomIn,
        C::ZoomOut,
        C::ZoomReset,
        C::Help,
    ];

    /// What stands in the menu.
    pub fn text(self) -> &'static str {
        self.describe().0
    }

    /// What it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        self.describe().1
    }

    fn describe(self) -> (&'static str, &'static str) {
        match self {
            C::Open => ("打开…", "选择一个或几个公开文件并打开"),
            C::OpenFolder => ("打开文件夹…", "打开一个文件夹里的全部公开文件"),
            C::Batch => ("批量核对文件夹…", "逐个核对一个文件夹里的全部文件，列成一张汇总表"),
            C::OpenPath => ("按路径打开…", "输入文件的路径并打开"),
            C::OpenSample => ("打开示例", "打开程序自带的示例文件"),
            C::Save => ("保存", "把修改保存到 .json 文件，不改动原文"),
            C::SaveAs => ("另存为…", "保存到另一个 .json 文件"),
            C::Export => ("导出核对报告…", "把发现写成网页、Word、Excel 或带批注的 PDF"),
            C::CloseTab => ("关闭标签", "关闭当前标签页"),
            C::CloseDocument => ("关闭文件", "关闭当前公开文件的所有标签页"),
            C::Quit => ("退出", "退出公开"),
            C::Undo => ("撤销", "撤销上一步修改"),
            C::Redo => ("重做", "重做刚撤销的修改"),
            C::Cut => ("剪切", "复制选中的单元格并清除"),
            C::Copy => ("复制", "复制选中的单元格，可粘贴到 Excel 或 WPS"),
            C::Paste => ("粘贴", "从选中的单元格起粘贴"),
            C::Clear => ("清除", "清除选中的单元格"),
            C::SelectAll => ("全选", "选中整张表"),
            C::InsertRow => ("在上方插入行", "在选中的行上方插入空行"),
            C::InsertRowBelow => ("在下方插入行", "在选中的行下方插入空行"),
            C::DeleteRows => ("删除行", "删除选中的行"),
            C::TableProperties => ("表名、表种和单位…", "修改当前表的名称、种类和金额单位"),
            C::Teach => ("这张表怎么读…", "指定表种、表头和各栏的意思，拆开或并到上一张表，再重新识别"),
            C::Identity => ("部门和年度…", "修改这份公开是哪个部门、哪一年的预算还是决算"),
            C::Find => ("查找…", "在当前文件的各表中查找文字或数字"),
            C::FindNext => ("查找下一处", "跳到下一处找到的地方"),
            C::FindPrevious => ("查找上一处", "跳到上一处找到的地方"),
            C::Review => ("审阅", "合计保持原样，旁边显示按明细算出的数"),
            C::Compile => ("编制", "合计按明细自动计算，随修改更新"),
            C::NextFinding => ("下一条发现", "跳到下一条发现所在的单元格"),
            C::PreviousFinding => ("上一条发现", "跳到上一条发现所在的单元格"),
            C::ConfirmFinding => ("确认发现", "确认选中的发现是错误；再按一次取消"),
            C::DismissFinding => ("排除发现…", "选中的发现不算错：写明原因，不再列出"),
            C::TickFinding => ("发现已看", "给选中的发现打勾，表示已经看过；再按一次取消"),
            C::NextNumber => ("下一个数", "到情况说明里的下一个数，可先点“不符”等只看一种"),
            C::PreviousNumber => ("上一个数", "到情况说明里的上一个数"),
            C::Why => ("为什么没有标出…", "列出选中的格或数核对过什么、结果如何、什么没有核对"),
            C::CompareSum => ("求和，与…比较", "把选中的单元格相加，再点一个单元格看差多少；再按一次关闭"),
            C::Manual => ("规则手册", "每条规则的规定、原因、依据、例子、改法和不算错的情形"),
            C::RuleFile => ("载入规则文件…", "用文本文件里自己写的规则核对，关闭内置规则或改变轻重"),
            C::NextTab => ("下一个标签", "切换到右边的标签页"),
            C::PreviousTab => ("上一个标签", "切换到左边的标签页"),
            C::Compare => ("对比", "把打开的各年度或各部门放在一起，看图表、增减和跨年发现"),
            C::CompareYears => ("按年度对比", "同一部门的几个年度放在一起"),
            C::CompareAgencies => ("按部门对比", "同一年度的几个部门放在一起"),
            C::CopyComparison => ("复制对比表", "复制整张对比表，连同表头和说明，可粘贴到 Excel 或 WPS"),
            C::CopyPicture => ("复制图片", "复制图表，可粘贴到 Word、PPT 或聊天窗口"),
            C::ExportPicture => ("导出图片…", "把图表写成 PNG 或 SVG 图片，可放进简报"),
            C::ExportTable => ("导出表格…", "把对比表写成 Excel 工作簿或 CSV"),
            C::ExportPage => ("导出网页…", "把对比的图表和各表写成一个网页"),
            C::ToggleNavigator => ("导航栏", "显示或隐藏左边的导航栏"),
            C::ToggleFindings => ("发现栏", "显示或隐藏右边的发现栏"),
            C::ToggleSource => ("原文对照", "在表格旁边显示或隐藏原文，选中的单元格在原文中亮出"),
            C::MoveSource => ("原文换边", "把原文放到表格的右边或下边"),
            C::ToggleTheme => ("浅色/深色", "切换浅色和深色界面"),
            C::ZoomIn => ("放大", "放大界面"),
            C::ZoomOut => ("缩小", "缩小界面"),
            C::ZoomReset => ("原始大小", "恢复界面原来的大小"),
            C::Help => ("键盘操作", "列出可用的按键"),
        }
    }

    /// Whether it changes nothing but how things look: a text that is being typed stays open.
    pub(super) fn only_looks(self) -> bool {
        matches!(self, C::ToggleTheme | C::ZoomIn | C::ZoomOut | C::ZoomReset | C::Help)
            || matches!(self, C::ToggleNavigator | C::ToggleFindings | C::ToggleSource | C::MoveSource)
    }
}
