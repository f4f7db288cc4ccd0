//! A calendar date without a clock: facts carry the day they were checked, and today comes in as a value.

use crate::wire::wire_structs;

/// A day in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, such as 2026.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

wire_structs! {
    Date { year, month, day }
}

impl Date {
    /// Reads `2026-11-15`. `None` where the text is not a day that exists.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let exists = (1..=12).contains(&date.month) && date.day >= 1 && date.day <= days_in(date.year, date.month);
        exists.then_some(date)
    }

    /// Days since 1 March of the year 0: differences between two of these are days.
    pub fn day_number(self) -> i64 {
        // The year begins in March here, so that the leap day is the last one of it (Howard Hinnant, "chrono-compatible
        // low-level date algorithms").
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let shifted = (month + 9) % 12;
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * shifted + 2) / 5
            + i64::from(self.day)
            - 1
    }

    /// How many days this day lies after `earlier`; negative when it lies before.
    pub fn days_after(self, earlier: Self) -> i64 {
        self.day_number() - earlier.day_number()
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn reads_days_that_exist() {
        assert_eq!(Date::read("2026-11-15"), Some(Date { year: 2026, month: 11, day: 15 }));
        assert!(Date::read("2024-02-29").is_some());
        for bad in ["2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "26-1-1", "2026-11-15-1", "", "x"] {
            assert_eq!(Date::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn day_numbers_go_up_by_one_each_day() {
        let mut last = None;
        for year in 1999..=2101u16 {
            for month in 1..=12u8 {
                for day in 1..=super::days_in(year, month) {
                    let number = Date { year, month, day }.day_number();
                    if let Some(last) = last {
                        assert_eq!(number, last + 1, "{year}-{month}-{day}");
                    }
                    last = Some(number);
                }
            }
        }
    }
}
