### `/kinsta analytics`

noun-analytics = Analytics
verb-analytics-visits = how many visits there were
verb-analytics-bandwidth = how much the server has sent
verb-analytics-cdn = how much the CDN has sent
verb-analytics-disk = how full the disk is
arg-span = How far back
hint-span = A month, if you choose nothing. The days below come first.
arg-from-day = From
hint-from-day = The first day, together with the last one.
arg-to-day = To
hint-to-day = The last day, today at the latest.
choice-24h = 24 hours
choice-7d = 7 days
choice-30d = 30 days
choice-60d = 60 days

analytics-visits = Visits
analytics-bandwidth = Server bandwidth
analytics-cdn = CDN bandwidth
analytics-disk = Disk space
analytics-last-24h = last 24 hours
analytics-last-7d = last 7 days
analytics-last-30d = last 30 days
analytics-last-60d = last 60 days
analytics-between = { $from } to { $to }
analytics-span-24h = 24 hours
analytics-span-7d = 7 days
analytics-span-30d = 30 days
analytics-span-60d = 60 days
analytics-period = Asked for: *{ $period }*. Known: { $first } to { $last }.
analytics-dated = { $number } ({ $day })
analytics-fact-total = Total
analytics-fact-average-day = A day on average
analytics-fact-average-hour = An hour on average
analytics-fact-peak = Most
analytics-fact-low = Least
analytics-fact-first = First
analytics-fact-last = Latest
analytics-fact-change = Change
analytics-note-visits = A visit is one address within a day.
analytics-note-bytes = Kinsta names no unit; the numbers are read as bytes.
analytics-note-hours = The hours stand as Kinsta sends them, without a time zone.
analytics-gaps = { $count ->
    [one] For one point in time there is no number.
   *[other] For { $count } points in time there is no number.
}
analytics-alt-days = { $title }, { $first_day } to { $last_day }: { $total } in total, { $average } a day on average, most on { $peak_day } ({ $peak }), least on { $low_day } ({ $low }).
analytics-alt-hours = { $title }, { $first_day } to { $last_day }: { $total } in total, { $average } an hour on average, most at { $peak_day } ({ $peak }), least at { $low_day } ({ $low }).
analytics-alt-level = { $title }, { $first_day } to { $last_day }: from { $first } to { $last }, most on { $peak_day } ({ $peak }), least on { $low_day } ({ $low }).
analytics-empty = No numbers for this time
analytics-nothing = Kinsta has no numbers here for this time ({ $period }).
analytics-nothing-way-out = A new environment has its first numbers after a day. Choose another time, or look again tomorrow.
analytics-undrawn = The picture could not be drawn; the numbers are complete.
analytics-no-last-day = The last day is missing.
analytics-no-first-day = The first day is missing.
analytics-both-days = `--from` and `--to` go together; for the time up to now use `--span`.
analytics-backwards = { $from } comes after { $to }.
analytics-backwards-way-out = Name the earlier day as `--from`.
analytics-future = { $day } is in the future.
analytics-future-way-out = Take { $today } at the latest.
analytics-too-long = These are { $days } days; { $most } can be shown at once.
analytics-too-long-way-out = Begin later or end earlier.
