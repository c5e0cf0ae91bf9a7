//! Black-box tests of Duoyuan.
