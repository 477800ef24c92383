### What others must agree to

noun-approval = Approvals
verb-approval-list = what waits for others to agree
approval-title = Waiting for somebody to agree
approval-none = Nothing waits for anybody.
approval-more = And { $count } more.
approval-line = { $line }
    { $label } · “{ $reason }” · until { $until }

## The question
approval-needed = { $count ->
    [one] 👥 One other person must agree first: { $people }.
   *[other] 👥 { $count } others must agree first. For example: { $people }.
}
approval-despite-until = 🧊 A freeze holds until { $until }: “{ $names }”. You may pass over it, with a reason and somebody else's yes.
button-request = Ask for approval…
approval-reason-label = Why is it needed?
approval-reason-hint = Whoever agrees reads this.
approval-submit = Ask for approval
approval-by-now = By now somebody else must agree to this, so nothing was changed yet.
approval-nobody = Somebody else must agree to this, and nobody else may. Nothing was changed.
approval-nobody-way-out = An admin can give a second person the right with `/kinsta access grant`; whoever runs this bot can name one in `ADMINS`.
approval-unseen = Somebody else must agree to this, and nobody else sees this conversation. Nothing was changed.
approval-unseen-way-out = Ask in a channel I am in, or an admin names one for approvals with `/kinsta access approvers #channel`.
prompt-requested = ⏸️ Somebody else is asked to agree: { $doing }. Follow it in { $channel }.
prompt-requested-here = ⏸️ Somebody else is asked to agree: { $doing }. Follow it below.

## The card
headline-waiting = ⏸️ Waits for approval: { $doing }, asked by { $asker }
approval-despite = 🧊 In spite of the freeze “{ $names }”
approval-reason = Why: “{ $reason }”
approval-waits-for = { $missing ->
    [one] 👥 One person must agree: { $people }.
   *[other] 👥 { $missing } people must agree: { $people }.
}
approval-asked-in = { $missing ->
    [one] 👥 One person must agree; asked in { $channel }.
   *[other] 👥 { $missing } people must agree; asked in { $channel }.
}
approval-so-far = Agreed so far: { $people }.
approval-until = Until { $until }; then it is called off. Nothing has happened yet.
approval-from = Asked in { $channel }
approval-from-direct = a direct message
approval-by = 👥 Agreed: { $people }. Why: “{ $reason }”
button-approve = Approve
button-refuse = Refuse
button-withdraw = Withdraw

## The answers
approval-agreed = { $missing ->
    [one] ✔️ Your yes counts. One more person must agree.
   *[other] ✔️ Your yes counts. { $missing } more people must agree.
}
approval-granted = ✔️ You agreed. It starts now, and { $asker } is told how it ends.
approval-agreed-already = You have agreed already. Somebody else is still missing.
approval-you-refused = ✔️ You refused. Nothing will happen.
approval-you-withdrew = ✔️ You took it back. Nothing will happen.
approval-void-now = What was asked for is not what is there any more, so your yes does not count and it was called off. Its card says what changed.
approval-not-yours-to-withdraw = Only { $asker } can take this back. You can refuse it.
approval-unknown = That request is not known here any more. Nothing was changed.
approval-waits-no-more = It does not wait any more: { $end }

## The end
act-called-off = Not done: { $doing }
state-waiting = waits for approval
state-called_off = called off
approval-refused = { $by } refused. Nothing was changed.
approval-withdrawn = It was taken back. Nothing was changed.
approval-expired = Nobody agreed in time. Nothing was changed; ask again if it is still needed.
approval-void = What was asked for is not what is there any more. Nothing was changed; ask again.
approval-void-fact = Something changed since it was asked: { $fact } was “{ $was }” and is “{ $is }”. Nothing was changed; ask again.
plan-site = the site's name
plan-environment = the environment's name
plan-environments = the site's environments
plan-kind = the kind of environment
plan-domain = the domain
not-sent-void = something changed since others agreed. Nothing was sent.
invite-waiting = Only you see this, so nobody can agree. Withdraw it, type `/invite @kinsta` in a channel, and ask there.
