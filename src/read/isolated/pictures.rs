//! Pictures of the pages of a PDF, drawn by a child that lives as long as pages are asked for.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use super::{
    Reader, Wake,
    message::{Answer, Ask, Failure},
    process::{Process, Switch},
};
use crate::read::{Options, ReadError, limits};

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// From 1.
    pub page: u32,
    /// Pixels for each point, as asked for.
    pub scale: f32,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Four bytes a pixel, row by row from the top: red, green, blue, opacity (not premultiplied).
    pub rgba: Vec<u8>,
}

/// A page that was asked for, and its picture or why there is none.
pub type Drawn = (u32, Result<Picture, ReadError>);

/// Draws the pages of one PDF. Dropping it ends the child.
pub struct Pictures {
    desk: Arc<Desk>,
}

#[derive(Default)]
struct Desk {
    orders: Mutex<Orders>,
    changed: Condvar,
    switch: Arc<Switch>,
}

#[derive(Default)]
struct Orders {
    /// The one asked for last is drawn first: it is what the user is looking at.
    wanted: Vec<(u32, f32)>,
    drawn: VecDeque<Drawn>,
    closed: bool,
}

impl Desk {
    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pictures {
    pub(super) fn start(reader: Reader, bytes: Arc<[u8]>, options: Options, wake: Wake) -> Self {
        let desk = Arc::new(Desk::default());
        let work = Arc::clone(&desk);
        thread::spawn(move || draw(&reader, &work, &bytes, &options, &wake));
        Self { desk }
    }

    /// Asks for a page (from 1) at so many pixels a point. Asking twice does no harm.
    pub fn request(&self, page: u32, scale: f32) {
        let mut orders = self.desk.orders();
        orders.wanted.retain(|wanted| *wanted != (page, scale));
        orders.wanted.push((page, scale));
        self.desk.changed.notify_all();
    }

    /// Forgets the pages that were asked for and are not drawn yet: the user has scrolled on.
    pub fn forget(&self) {
        self.desk.orders().wanted.clear();
    }

    /// A page that was drawn, or could not be, since it was last asked. Each is given once.
    pub fn try_take(&self) -> Option<Drawn> {
        self.desk.orders().drawn.pop_front()
    }
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").finish_non_exhaustive()
    }
}

impl Drop for Pictures {
    fn drop(&mut self) {
        self.desk.orders().closed = true;
        self.desk.changed.notify_all();
        self.desk.switch.cancel();
    }
}

/// Draws what is wanted until nobody wants anything any more. A child that broke down on one page is
/// replaced for the next.
fn draw(reader: &Reader, desk: &Desk, bytes: &[u8], options: &Options, wake: &Wake) {
    let mut process = None;
    while let Some((page, scale)) = next(desk, &mut process) {
        let drawn = picture(reader, desk, bytes, options, &mut process, page, scale);
        if desk.switch.is_cancelled() {
            return;
        }
        desk.orders().drawn.push_back((page, drawn));
        wake();
    }
}

/// Waits for the next wish; the child is let go when none comes for long. `None`: there will be none.
fn next(desk: &Desk, process: &mut Option<Process>) -> Option<(u32, f32)> {
    let mut orders = desk.orders();
    loop {
        if orders.closed {
            return None;
        }
        if let Some(wish) = orders.wanted.pop() {
            return Some(wish);
        }
        if process.is_some() {
            let idle = Duration::from_secs(limits::IDLE_SECONDS);
            let (back, waited) = desk.changed.wait_timeout(orders, idle).unwrap_or_else(PoisonError::into_inner);
            orders = back;
            if waited.timed_out() && orders.wanted.is_empty() {
                *process = None;
            }
        } else {
            orders = desk.changed.wait(orders).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn picture(
    reader: &Reader,
    desk: &Desk,
    bytes: &[u8],
    options: &Options,
    process: &mut Option<Process>,
    page: u32,
    scale: f32,
) -> Result<Picture, ReadError> {
    let mut child = match process.take() {
        Some(child) => child,
        None => Process::start(reader, &desk.switch, "", bytes, options)?,
    };
    child.ask(&Ask::Picture { page, scale }, limits::PICTURE_SECONDS)?;
    let answer = child.answer()?;
    let picture = match answer {
        (Answer::Picture { width, height }, rgba) if rgba.len() as u64 == u64::from(width) * u64::from(height) * 4 => {
            Ok(Picture { page, scale, width, height, rgba })
        }
        (Answer::Failed(Failure::Said(sentence)), _) => Err(ReadError::Told(sentence)),
        (Answer::Failed(failure), _) => return Err(child.error(failure)),
        _ => return Err(child.nonsense()),
    };
    child.rest();
    *process = Some(child);
    picture
}
