"""Prints expected.toml: the days of each example schedule, by python-dateutil and zoneinfo.

A second way to the same days: sessions are followed in their zone, and a rule's UNTIL is compared in UTC.
"""
import datetime as dt
import pathlib
import tomllib
import zoneinfo

from dateutil.rrule import rrulestr

HERE = pathlib.Path(__file__).parent
TODAYS = ["2026-09-03", "2026-11-22", "2027-03-14", "2028-02-29", "2028-03-01"]


def days(one, today):
    zone = zoneinfo.ZoneInfo(one["zone"])
    first = one["starts"].replace(tzinfo=zone)
    if "repeats" not in one:
        found = [first]
    else:
        parts = dict(part.split("=") for part in one["repeats"].split(";"))
        until = parts.pop("UNTIL", None)
        rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=first)
        last = max(first, dt.datetime.combine(today, first.timetz())) + dt.timedelta(days=3000)
        if until and until.endswith("Z"):
            last = dt.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
        elif until and "T" in until:
            last = dt.datetime.strptime(until, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
        elif until:
            last = dt.datetime.strptime(until + "235959", "%Y%m%d%H%M%S").replace(tzinfo=zone)
        found = []
        for moment in rule:
            if moment.astimezone(dt.UTC) > last.astimezone(dt.UTC):
                break
            found.append(moment)
    assert all((moment.hour, moment.minute) == (first.hour, first.minute) for moment in found)
    kept = [moment.date() for moment in found if moment.date() >= today]
    kept = [day for day in kept if day not in one.get("except", [])]
    return [day for day in kept if (day - kept[0]).days <= 366][:60]


def show(name, found):
    lines = [", ".join(f'"{day}"' for day in found[start : start + 8]) for start in range(0, len(found), 8)]
    print(f"{name} = [" + "".join(f"\n  {line}," for line in lines) + ("\n]" if lines else "]"))


print("# The days of each example schedule by the day of the build, and those of rules.toml. expected.py prints this.")
schedules = tomllib.loads((HERE / "directory/schedules.toml").read_text())["schedule"]
for today in TODAYS:
    print(f'\n["{today}"]')
    for one in schedules:
        show(one["id"], days(one, dt.date.fromisoformat(today)))
print("\n[rules]")
for starts, repeats in tomllib.loads((HERE / "rules.toml").read_text())["rules"]:
    one = {"starts": dt.datetime.fromisoformat(starts), "zone": "America/Chicago", "repeats": repeats.upper()}
    show(f'"{starts} {repeats}"', days(one, dt.date(2026, 11, 22)))
