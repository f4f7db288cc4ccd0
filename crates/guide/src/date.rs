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

    /// The day with this [`Date::day_number`], the way back of the same algorithms.
    pub fn of_number(number: u32) -> Self {
        let (era, day) = (number / 146_097, number % 146_097);
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let shifted = (5 * day + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Self {
            year: (era * 400 + year + u32::from(month <= 2)) as u16,
            month: month as u8,
            day: (day - (153 * shifted + 2) / 5 + 1) as u8,
        }
    }

    /// How many days this day lies after `earlier`; negative when it lies before.
    pub fn days_after(self, earlier: Self) -> i64 {
        self.day_number() - earlier.day_number()
    }
}

/// The day of the week of a [`Date::day_number`]: 0 is Monday.
pub fn weekday(number: u32) -> usize {
    // 1 March of the year 0 was a Wednesday.
    (number % 7 + 2) as usize % 7
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
                    let back = Date::of_number(u32::try_from(number).unwrap());
                    assert_eq!(back, Date { year, month, day });
                    last = Some(number);
                }
            }
        }
    }

    #[test]
    fn weekdays_are_those_of_known_days() {
        // The first day of the calendar, leap days, the last days of centuries, days of this guide.
        for (day, wanted) in [
            ("1582-10-15", 4),
            ("1900-02-28", 2),
            ("1900-03-01", 3),
            ("1970-01-01", 3),
            ("2000-02-29", 1),
            ("2026-11-22", 6),
            ("2027-01-09", 5),
            ("2028-02-29", 1),
            ("2100-03-01", 0),
        ] {
            let number = u32::try_from(Date::read(day).unwrap().day_number()).unwrap();
            assert_eq!(super::weekday(number), wanted, "{day}");
            // The days around it follow each other, over two whole cycles of the calendar.
            for later in (0..292_194).step_by(997) {
                assert_eq!(super::weekday(number + later), (wanted + later as usize) % 7, "{day} and {later} days");
            }
        }
    }

    #[test]
    fn any_number_is_some_day() {
        for number in (0..u32::MAX - 1_000_003).step_by(1_000_003).chain([u32::MAX]) {
            let _ = (Date::of_number(number), super::weekday(number));
        }
    }
}
