//! One run from files to answers.
mod inputs;
