//! A whole file: lines, rules, settings. Every line is read, whatever was wrong before it, so that all errors
//! are told at once.

use std::collections::HashMap;

use super::{
    cursor::{Cursor, Glyph, folded},
    error::RuleError,
    expression, facts, intern,
    names::perhaps,
    rule::{Action, Grade, Note, OwnRule, RuleFile, Setting, Target},
};
use crate::relations::{self, Family};

/// Most characters of a statement. The longest sensible one names a few dozen cells.
const LONGEST_STATEMENT: usize = 4_000;
/// Most characters of a line of text.
const LONGEST_TEXT: usize = 4_000;
/// Errors told of one file; the rest is only counted.
const MOST_ERRORS: usize = 100;
/// Most rules of a file.
const MOST_RULES: usize = 20_000;

/// Reads the text of a rule file.
///
/// # Errors
/// All errors of the file, in the order of its lines.
pub fn parse(text: &str) -> Result<RuleFile, Vec<RuleError>> {
    let lines = lines(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut reader = Reader::default();
    let mut rest = lines.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        // What cannot end a statement goes on in the next line, and what cannot begin one belongs to the line before.
        let mut whole = first.clone();
        while let Some((next, after)) = rest.split_first()
            && (goes_on(&whole) || comes_after(next))
            && whole.len() < LONGEST_STATEMENT
        {
            whole.extend(next);
            rest = after;
        }
        if let Err(error) = reader.line(&whole) {
            reader.errors.push(error);
        }
    }
    reader.finish()
}

/// The lines that say something, without comments.
fn lines(text: &str) -> Vec<Vec<Glyph>> {
    let mut out = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut glyphs: Vec<Glyph> = Vec::new();
        for (i, c) in line.chars().enumerate() {
            let before = glyphs.last().map(|g| g.c);
            if matches!(c, '#' | '＃') && before.is_none_or(char::is_whitespace) {
                break;
            }
            glyphs.push(Glyph { c, line: number + 1, column: i + 1 });
        }
        while glyphs.last().is_some_and(|g| g.c.is_whitespace()) {
            glyphs.pop();
        }
        let blank = glyphs.iter().take_while(|g| g.c.is_whitespace()).count();
        if blank < glyphs.len() {
            out.push(glyphs.split_off(blank));
        }
    }
    out
}

/// The line ends in a sign after which something must come.
fn goes_on(line: &[Glyph]) -> bool {
    let begins_note = Note::ALL.iter().any(|(word, _)| key(line).is_some_and(|(k, _)| k == *word));
    let last = line.last().map(|g| folded(g.c));
    !begins_note && last.is_some_and(|c| "+-*/=≥≤><≠,(".contains(c))
}

/// The line begins with a sign before which something must have come.
fn comes_after(line: &[Glyph]) -> bool {
    let begins = |word: &str| word.chars().zip(line).filter(|(c, g)| *c == g.c).count() == word.chars().count();
    line.first().is_some_and(|g| "+*/=≥≤><≠,)]".contains(folded(g.c))) || ["则", "且", "误差"].iter().any(|w| begins(w))
}

/// `说明：…`: the word before the first colon and what comes after it, where the word is short.
fn key(line: &[Glyph]) -> Option<(String, &[Glyph])> {
    let at = line.iter().take(40).position(|g| folded(g.c) == ':')?;
    let word: String = line.iter().take(at).map(|g| g.c).filter(|c| !c.is_whitespace()).collect();
    Some((word, line.get(at + 1..)?))
}

fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|g| g.c).collect::<String>().trim().to_owned()
}

#[derive(Default)]
struct Reader {
    file: RuleFile,
    /// The lines in which ids were given.
    ids: HashMap<&'static str, usize>,
    /// Settings by id whose rule may come later in the file.
    pending: Vec<(usize, String, RuleError)>,
    /// A rule whose head was wrong: what belongs to it is read and dropped.
    headless: bool,
    /// Where the head of the rule at hand stands.
    head: (usize, usize),
    errors: Vec<RuleError>,
}

impl Reader {
    fn line(&mut self, line: &[Glyph]) -> Result<(), RuleError> {
        let mut c = Cursor::new(line);
        if line.len() > LONGEST_STATEMENT.max(LONGEST_TEXT) {
            return Err(c.error(format!("这一行太长，最多 {LONGEST_STATEMENT} 字：请拆开。")));
        }
        let ends_word = |c: &Cursor| c.peek().is_none_or(|c| c.is_whitespace() || c == ':');
        for (word, action) in [("关闭", Action::Off), ("打开", Action::On)] {
            let mut ahead = c;
            if ahead.word(word) && ends_word(&ahead) {
                ahead.eat(':');
                return self.settings(&mut ahead, action);
            }
        }
        let mut ahead = c;
        if ahead.word("规则") && ends_word(&ahead) {
            return self.head(&mut ahead);
        }
        if let Some((key, rest)) = key(line) {
            let inside = self.headless || !self.file.rules.is_empty();
            if key.ends_with("严重程度") && key != "严重程度" {
                return self.settings(&mut c, Action::Severity(grade(rest, line)?));
            }
            if let Some(done) = inside.then(|| self.field(&key, rest, line)).flatten() {
                return done;
            }
        }
        self.statement(&mut c, line)
    }

    /// `规则 市01：项目支出两表一致`
    fn head(&mut self, c: &mut Cursor) -> Result<(), RuleError> {
        self.close();
        self.headless = true;
        c.eat(':');
        c.blanks();
        let start = *c;
        self.head = start.place();
        let id = c.until(|c| c == ':' || c.is_whitespace());
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if id.is_empty() {
            return Err(start.error("“规则”后面要写编号和名称，如 规则 市01：项目支出两表一致。"));
        }
        if !id.chars().all(is_plain) || id.chars().count() > intern::LONGEST {
            let limit = intern::LONGEST;
            return Err(start.error(format!("编号“{id}”只能用汉字、字母、数字、- 和 _，最多 {limit} 字。")));
        }
        if relations::rule(&id.to_uppercase()).is_some() || Family::ALL.iter().any(|f| f.name() == id) {
            return Err(start.error(format!("“{id}”是内置规则的编号或类别，请换一个编号，如 市{id}。")));
        }
        c.eat(':');
        c.blanks();
        let title = c.until(|_| false).trim().to_owned();
        if title.is_empty() {
            return Err(c.error(format!("编号“{id}”后面要写冒号和名称，如 规则 {id}：项目支出两表一致。")));
        }
        if self.file.rules.len() >= MOST_RULES {
            return Err(start.error(format!("规则太多：一个文件最多 {MOST_RULES} 条，请分成几个文件。")));
        }
        let Some(id) = intern::id(&id) else {
            return Err(start.error("载入过的规则编号太多了：请重新启动程序再载入。"));
        };
        if let Some(line) = self.ids.get(id) {
            return Err(start.error(format!("编号“{id}”在第 {line} 行已经用过，请换一个编号。")));
        }
        self.ids.insert(id, self.head.0);
        self.headless = false;
        self.file.rules.push(OwnRule { id, title, ..OwnRule::default() });
        Ok(())
    }

    /// A rule without anything that must hold is a slip.
    fn close(&mut self) {
        if let Some(rule) = self.file.rules.last().filter(|_| !self.headless && self.head.0 > 0)
            && rule.statements.is_empty()
            && !self.errors.iter().any(|e| e.line >= self.head.0)
        {
            let message =
                format!("规则“{}”没有写要成立的关系，如 支出总表[合计, 合计] = 收入总表[合计, 合计]。", rule.id);
            self.errors.push(RuleError { line: self.head.0, column: self.head.1, message });
        }
    }

    /// A line that begins with a known word. `None` if it does not.
    fn field(&mut self, key: &str, rest: &[Glyph], line: &[Glyph]) -> Option<Result<(), RuleError>> {
        let value = text(rest);
        let mut c = Cursor::new(rest);
        let note = Note::ALL.iter().find(|(word, _)| *word == key).map(|(_, note)| *note);
        let done = match key {
            "适用" => facts::list(&mut c).map(|facts| self.with(|rule| rule.applies.extend(facts))),
            "严重程度" => grade(rest, line).map(|grade| self.with(|rule| rule.grade = grade)),
            _ => match note {
                Some(note) if value.chars().count() <= LONGEST_TEXT => {
                    self.with(|rule| rule.notes.push((note, value)));
                    Ok(())
                }
                Some(_) => Err(c.error(format!("“{key}”太长，最多 {LONGEST_TEXT} 字。"))),
                None if key == "必须有" || line.iter().any(|g| folded(g.c) == '[') => return None,
                None => {
                    let words = ["适用", "严重程度", "必须有", "规则"].into_iter();
                    let known = words.chain(Note::ALL.iter().map(|(w, _)| *w));
                    Err(Cursor::new(line).error(format!("没有“{key}：”这一项{}", perhaps(key, known))))
                }
            },
        };
        Some(done)
    }

    fn with(&mut self, change: impl FnOnce(&mut OwnRule)) {
        if let Some(rule) = self.file.rules.last_mut().filter(|_| !self.headless) {
            change(rule);
        }
    }

    fn statement(&mut self, c: &mut Cursor, line: &[Glyph]) -> Result<(), RuleError> {
        if !self.headless && self.file.rules.is_empty() {
            return Err(c.error("这一行前面要先写“规则 编号：名称”，如 规则 市01：项目支出两表一致。"));
        }
        if text(line).trim_end_matches(['：', ':']) == "必须有" {
            self.with(|rule| rule.required = true);
            return Ok(());
        }
        let statement = expression::statement(c)?;
        if let Some(message) = super::rowwise::disagreement(&statement) {
            return Err(Cursor::new(line).error(message));
        }
        self.with(|rule| rule.statements.push(statement));
        Ok(())
    }

    /// `关闭 C9、格式`; `C9 严重程度：提示` up to the last word.
    fn settings(&mut self, c: &mut Cursor, action: Action) -> Result<(), RuleError> {
        let mut any = false;
        loop {
            c.blanks();
            let start = *c;
            let name = c.until(|c| c.is_whitespace() || ",、;:".contains(c));
            if name == "严重程度" || name.is_empty() {
                break;
            }
            any = true;
            let family = Family::ALL.iter().find(|f| f.name() == name);
            let target = match (relations::rule(&name.to_uppercase()), family) {
                (Some(rule), _) => Some(Target::Rule(rule.id.as_str())),
                (_, Some(family)) => Some(Target::Family(*family)),
                _ => None,
            };
            match target {
                Some(target) => self.file.settings.push(Setting { target, action }),
                None => {
                    let known = relations::rules().iter().map(|r| r.id.as_str());
                    let known = known.chain(Family::ALL.iter().map(|f| f.name()));
                    let error = start.error(format!("没有编号或类别为“{name}”的规则{}", perhaps(&name, known)));
                    // The setting is put in its place once it is known whether the file has such a rule.
                    self.pending.push((self.file.settings.len(), name, error));
                    self.file.settings.push(Setting { target: Target::Rule(""), action });
                }
            }
            while c.eat(',') || c.eat('、') || c.eat(';') {}
        }
        if any {
            Ok(())
        } else {
            Err(c.error("这里要写规则的编号或类别，如 关闭 C9 或 关闭 格式。"))
        }
    }

    fn finish(mut self) -> Result<RuleFile, Vec<RuleError>> {
        self.close();
        for (at, name, error) in std::mem::take(&mut self.pending) {
            let known = self.ids.get_key_value(name.as_str()).map(|(id, _)| *id);
            match (known, self.file.settings.get_mut(at)) {
                (Some(id), Some(setting)) => setting.target = Target::Rule(id),
                _ => self.errors.push(error),
            }
        }
        if self.errors.is_empty() {
            return Ok(self.file);
        }
        self.errors.sort();
        if let Some(more) = self.errors.len().checked_sub(MOST_ERRORS).filter(|n| *n > 0) {
            self.errors.truncate(MOST_ERRORS);
            self.errors.push(RuleError::of_file(format!("另有 {more} 处错误没有列出：请先改正前面的。")));
        }
        Err(self.errors)
    }
}

fn grade(value: &[Glyph], line: &[Glyph]) -> Result<Grade, RuleError> {
    let written = text(value);
    let found = Grade::ALL.iter().find(|(name, _)| *name == written).map(|(_, grade)| *grade);
    let place = if value.is_empty() { Cursor::new(line) } else { Cursor::new(value) };
    found.ok_or_else(|| place.error(format!("严重程度只能是 错误、警告、提示 之一；这里是“{written}”。")))
}
