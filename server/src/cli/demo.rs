//! `duoyuan demo`: demonstration data into an empty folder. Prints the accounts, one a line, and nothing else.

use std::path::PathBuf;
use std::sync::Arc;

use duoyuan_core::format;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::words::{Message, key};

use super::{Failure, out};
use crate::accounts::Accounts;
use crate::clock;
use crate::demo::{self, DemoError, Plan};
use crate::store::AppendError;
use crate::store::sqlite::Sqlite;

#[derive(clap::Args)]
pub struct Args {
    /// 数据目录,须为空 · data folder, empty
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 种子:相同的种子和月份得到相同的数据,平台预约到当前整点为止 · the same seed and month give the same data; bookings go up to this hour
    #[arg(long, default_value_t = demo::SEED)]
    seed: u64,
    /// 最后一个月,默认上月 · last month with data, the last one that has ended by default
    #[arg(long, value_name = "YYYY-MM")]
    until: Option<Month>,
}

pub fn run(args: Args) -> Result<(), Failure> {
    let now = clock::now();
    let this_month = Month::of(day_of(now));
    let until = args.until.unwrap_or(this_month.previous());
    if until >= this_month {
        return Err(Failure::new(Message::new(key::MONTH_NOT_OVER).with("month", format::month(until))));
    }
    let store = Arc::new(Sqlite::open(&args.data)?);
    let accounts = Accounts::new(store.clone());
    if !accounts.list()?.is_empty() {
        return Err(Failure::new(DemoError::not_empty(&args.data)));
    }
    let plan = Plan { seed: args.seed, until, now };
    let (logins, _) = demo::fill(store.as_ref(), &accounts, plan).map_err(|error| failure(error, &args))?;
    for login in logins {
        out::line(format_args!("{}\t{}\t{}", login.role(), login.actor.account, login.password));
    }
    Ok(())
}

fn failure(error: DemoError, args: &Args) -> Failure {
    match error {
        DemoError::NotEmpty | DemoError::Append(AppendError::Moved) => Failure::new(DemoError::not_empty(&args.data)),
        DemoError::Append(AppendError::Store(error)) | DemoError::Store(error) => error.into(),
        DemoError::Account(error) => error.into(),
        DemoError::Workbook(error) => Failure::new(error.message()),
        DemoError::Unfit(reason) => Failure::new(Message::new(key::DEMO_UNFIT).with("reason", reason)),
    }
}
