//! Password hashing: argon2id with 19 MiB, two passes, one lane (the OWASP minimum).

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use duoyuan_core::access::{guess_problem, password_problem};
use duoyuan_core::words::Key;

use crate::store::StoreError;

/// KiB, passes, lanes.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Letters and digits that are not taken for one another when read from paper.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Bytes a password may have before it is not even hashed: cost grows with length.
const LONGEST: usize = 1024;

/// What stands in for the hash of an account that is not there.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody knows this one").ok());

fn argon2() -> Argon2<'static> {
    // The parameters are constants that argon2 accepts; its own defaults are the same ones.
    let params = Params::new(MEMORY, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC string of a password with a new salt.
pub(super) fn hash(password: &str) -> Result<String, StoreError> {
    let hash = argon2().hash_password(password.as_bytes());
    let hash: PasswordHash = hash.map_err(|error| StoreError::Other(error.to_string().into()))?;
    Ok(hash.to_string())
}

/// Whether it is the password. Without an account it takes as long and says no, so that time does not tell
/// which accounts there are.
pub(super) fn verify(password: &str, hash: Option<&str>) -> bool {
    let fits = password.len() <= LONGEST;
    let password = if fits { password.as_bytes() } else { b"" };
    let known = hash.is_some();
    let hash = hash.or(NOBODY.as_deref()).unwrap_or_default();
    argon2().verify_password(password, hash).is_ok() && known && fits
}

/// Makes the first unknown account as quick to refuse as the next one.
pub(super) fn warm_up() {
    LazyLock::force(&NOBODY);
}

/// Words that somebody tries first who knows where a password is used and how names are typed; the columns of a
/// keyboard, plain and with the shift key.
const LOCAL: &str = "duoyuan jiaozuo gaoxin gaoxinqu fenyuan yuanqu bangongshi kouling mima henan zhongguo zhonghua \
    zhengzhou beijing shanghai woaini guanliyuan lingdao xiaozu zhengfu shiwei keji dangwei xinxi xitong huanying nihao \
    gongye jishu chanye pingtai jiefang zhongzhan macun shanyang xiuwu boai wuzhi wenxian qinyang mengzhou guanli \
    1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik, !qaz @wsx #edc $rfv %tgb ^yhn &ujm qaz wsx edc rfv tgb yhn ujm";

/// What is wrong with a new password of an account and its holder, if anything.
pub(crate) fn problem(account: &str, name: &str, password: &str) -> Option<Key> {
    let guesses = || {
        let known: Vec<&str> = LOCAL.split_whitespace().chain([account, name]).collect();
        zxcvbn::zxcvbn(password, &known).guesses_log10()
    };
    password_problem(account, password).or_else(|| guess_problem(guesses()))
}

/// A first password for an account, such as `Kdf7-mm2p-x9qd-t4hb`: 80 bits.
pub(super) fn random(account: &str) -> Result<String, StoreError> {
    loop {
        let mut bytes = [0u8; 16];
        getrandom::fill(&mut bytes).map_err(|error| StoreError::Other(error.into()))?;
        let mut password = String::with_capacity(19);
        for (index, byte) in bytes.into_iter().enumerate() {
            let letter = char::from(LETTERS[usize::from(byte % 32)]);
            if index > 0 && index % 4 == 0 {
                password.push('-');
            }
            password.push(if index == 0 { letter.to_ascii_uppercase() } else { letter });
        }
        // Once in a while it has too few kinds of letters, or a short account name in it.
        if problem(account, "", &password).is_none() {
            return Ok(password);
        }
    }
}
