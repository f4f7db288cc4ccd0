//! A day and a time on the clock on the wall, as the `starts` and `ends` of a schedule are written.

use crate::date::Date;

/// A minute of a day, wherever that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes after midnight: 0 to 1439.
    pub minute: u16,
}

impl Moment {
    /// Reads `2027-01-09T09:00:00`. `None` for a day or a time that does not exist, for seconds, and for a distance
    /// from UTC, which a clock on the wall does not show.
    pub fn read(text: &str) -> Option<Self> {
        let (date, clock) = text.split_once('T')?;
        let clock = clock.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(clock);
        let (hour, minute) = clock.split_once(':')?;
        Some(Self { date: Date::read(date)?, minute: two(hour, 24)? * 60 + two(minute, 60)? })
    }
}

/// Two digits below a limit.
fn two(digits: &str, limit: u16) -> Option<u16> {
    let is_plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_plain && *number < limit)
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn reads_what_a_clock_on_the_wall_shows() {
        let minute = |text: &str| Moment::read(text).map(|moment| moment.minute);
        assert_eq!(minute("2027-01-09T09:00:00"), Some(540));
        assert_eq!(minute("2027-01-09T00:00"), Some(0));
        assert_eq!(minute("2027-01-09T00:00:00"), Some(0));
        assert_eq!(minute("2027-01-09T23:59:00"), Some(1439));
        for bad in [
            "2027-01-09",
            "2027-01-09T09",
            "2027-01-09T24:00:00",
            "2027-01-09T09:60:00",
            "2027-01-09T09:00:30",
            "2027-01-09T09:00:00Z",
            "2027-01-09T09:00:00-06:00",
            "2027-01-09T09:00:00.5",
            "2027-02-30T09:00:00",
            "2027-01-09T+9:00:00",
            "09:00:00",
            "",
        ] {
            assert_eq!(Moment::read(bad), None, "{bad}");
        }
    }
}
