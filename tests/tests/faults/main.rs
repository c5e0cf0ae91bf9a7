//! What power, disks and networks do to a server.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod crash;
mod crowd;
mod damage;
mod disk;
mod slow;
