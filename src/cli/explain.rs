//! (being written)
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
pub(super) fn run(_args: &Args) -> Result<(), crate::error::Error> {
    Ok(())
}
