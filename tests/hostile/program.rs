//! The real program on a file, with an eye on its time and memory.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Far more than any of these files needs, on a busy machine and without optimization.
const LONGEST: Duration = Duration::from_secs(45);

/// More than the limit on a reader's heap, by what a process needs besides.
const MOST_MEMORY_KB: u64 = 900 << 10;

pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// `gongkai check FILE`, which must end in time, within its memory, and speak Chinese whatever happens.
#[track_caller]
pub fn check(path: &Path) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .arg("check")
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let start = Instant::now();
    let mut most = 0;
    while child.try_wait().expect("a child").is_none() {
        most = most.max(memory(&child));
        if start.elapsed() > LONGEST {
            child.kill().expect("killed");
            panic!("{} takes more than {LONGEST:?}", path.display());
        }
        std::thread::sleep(Duration::from_millis(3));
    }
    let output = child.wait_with_output().expect("output");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let ran = Ran { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    let name = path.display();
    assert!(most < MOST_MEMORY_KB, "{name} took {most} KB");
    assert!(matches!(ran.status, 0..=2), "{name} ended with {}: {}", ran.status, ran.err);
    assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
    if ran.status == 2 {
        assert!(ran.out.is_empty(), "{name}: {}", ran.out);
        assert!(is_one_sentence(&ran.err), "{name}: {}", ran.err);
    }
    ran
}

/// A line for the user that says what to do.
fn is_one_sentence(message: &str) -> bool {
    message.trim_end().lines().count() == 1 && message.contains('请') && message.trim_end().ends_with('。')
}

/// The most that the program and its reader have had in memory so far, where the system tells it.
fn memory(child: &Child) -> u64 {
    let pid = child.id();
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    // The reader is started by another thread than the first.
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let of_threads = threads.filter_map(|t| fs::read_to_string(t.path().join("children")).ok()).collect::<String>();
    [pid.to_string()]
        .iter()
        .map(String::as_str)
        .chain(children.split_whitespace())
        .chain(of_threads.split_whitespace())
        .map(peak)
        .max()
        .unwrap_or(0)
}

fn peak(pid: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
