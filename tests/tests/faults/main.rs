//! What power, disks and networks do to a server.

mod crash;
mod damage;
mod disk;
mod slow;
