### Kinsta's activity log, compared with what the bot did

shadow-digest-title = { $count ->
    [one] 👀 One risky action was not made here
   *[other] 👀 { $count } risky actions were not made here
}
shadow-digest-note = Made in MyKinsta or with another API key. All of it: { $command }. Such a message comes every 15 minutes at most.
shadow-more = … and { $count } more
shadow-from = from { $address }
shadow-beside = (the bot was at work there about then, too; it did less than the log says)
shadow-alarm-title = 🚨 Done with the bot's API key, but not by the bot
shadow-alarm-what = { $count ->
    [one] Kinsta's activity log has one entry made with the key “{ $key }” that the bot knows nothing of. Somebody else may have the key.
   *[other] Kinsta's activity log has { $count } entries made with the key “{ $key }” that the bot knows nothing of. Somebody else may have the key.
}
shadow-alarm-do = *What to do now:* if none of you used this key elsewhere, revoke “{ $key }” in MyKinsta › Company settings › API keys; the bot stops working until it is given a new one as `KINSTA_API_KEY`. To stop only what the bot itself changes, `/kinsta readonly on`.
shadow-gap = ⚠️ Between { $from } and { $to } more was done at Kinsta than the bot reads at once, so some of it was not compared with what the bot did. Look at it in MyKinsta › Company settings › Activity log, or with `/kinsta company activity`.
button-shadow-readonly = Stop every change
