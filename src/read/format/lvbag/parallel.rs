//! Members read by several threads, their results in file order.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, SyncSender},
    },
    thread,
};

use crate::error::ReadError;

/// How many results of one member may wait for their turn.
const WAITING: usize = 8;

/// What a member is read for: takes a result, and says whether there is any
/// use in going on.
pub(super) type Take<'a, T> = &'a mut dyn FnMut(T) -> bool;

/// Hands what comes out of `work` for the members `0..n` to `each`: members
/// in order, and within one in the order of `work`. Stops at the first error
/// in that order.
///
/// One member a thread is in work, and one more may wait; each holds
/// [`WAITING`] results at most.
///
/// # Errors
///
/// Those of `work` and of `each`.
pub(super) fn in_order<T: Send>(
    n: usize,
    work: impl Fn(usize, Take<'_, T>) -> Result<(), ReadError> + Sync,
    mut each: impl FnMut(T) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    type Results<T> = SyncSender<Result<T, ReadError>>;
    let n_threads = rayon::current_num_threads().clamp(1, n.max(1));
    let stop = AtomicBool::new(false);
    let (jobs, queue) = mpsc::channel::<(usize, Results<T>)>();
    let queue = Mutex::new(queue);
    let one = || {
        loop {
            let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((at, results)) = job else { return };
            let mut take = |result| !stop.load(Ordering::Relaxed) && results.send(Ok(result)).is_ok();
            if let Err(error) = work(at, &mut take) {
                // Nobody listens any more when an earlier member failed.
                let _ = results.send(Err(error));
            }
        }
    };
    thread::scope(|scope| {
        (0..n_threads).for_each(|_| drop(scope.spawn(one)));
        let mut waiting = VecDeque::new();
        let mut members = 0..n;
        let mut start = |waiting: &mut VecDeque<_>| {
            if let Some(at) = members.next() {
                let (send, results) = mpsc::sync_channel(WAITING);
                waiting.push_back(results);
                let _ = jobs.send((at, send));
            }
        };
        (0..n_threads).for_each(|_| start(&mut waiting));
        let mut outcome = Ok(());
        'members: while let Some(results) = waiting.pop_front() {
            start(&mut waiting);
            for result in results {
                outcome = result.and_then(&mut each);
                if outcome.is_err() {
                    break 'members;
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
        drop(jobs);
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_the_first_error_in_that_order_wins() {
        let work = |at: usize, take: Take<'_, (usize, usize)>| {
            for n in 0..100 - at {
                if at == 40 && n == 7 {
                    return Err(ReadError::Empty { path: "40".into() });
                }
                if !take((at, n)) {
                    break;
                }
            }
            Ok(())
        };
        let mut seen = Vec::new();
        let outcome = in_order(60, work, |result| {
            seen.push(result);
            Ok(())
        });
        assert!(matches!(outcome, Err(ReadError::Empty { .. })));
        let before = (0..40).flat_map(|at| (0..100 - at).map(move |n| (at, n)));
        assert_eq!(seen, before.chain((0..7).map(|n| (40, n))).collect::<Vec<_>>());
    }

    #[test]
    fn a_caller_that_stops_ends_the_work() {
        let work = |_: usize, take: Take<'_, u64>| {
            let _ = (0..).find(|n| !take(*n));
            Ok(())
        };
        let stop = |n: u64| if n < 1_000 { Ok(()) } else { Err(ReadError::Empty { path: "enough".into() }) };
        assert!(in_order(5, work, stop).is_err());
        assert!(in_order(0, work, stop).is_ok());
    }
}
