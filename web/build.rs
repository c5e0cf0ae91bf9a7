//! What the cut of the program into parts needs to know of the linked program: which function refers to which.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg-bins=--emit-relocs");
}
