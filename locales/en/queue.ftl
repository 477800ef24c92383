### Waiting for one's turn, and asking for the same at the same time

## Before confirming
queue-would-wait-running = ⏳ { $asker } is at work there: { $doing }, since { $since }. If you confirm, this waits for its turn and begins by itself.
queue-would-wait-waiting = ⏳ { $asker } comes first there: { $doing }, confirmed { $since }. If you confirm, this waits for its turn and begins by itself.
queue-would-join = ⏳ { $asker } confirmed the same a moment ago: { $doing }, { $since }. If you confirm, it still runs once, and its card names you too.

## On the card
queue-behind-running = ⏳ Waits for { $asker }: { $doing }, since { $since }. It begins by itself.
queue-behind-waiting = ⏳ Comes after { $asker }: { $doing }, confirmed { $since }. It begins by itself.
queue-behind-kinsta = ⏳ Waits for Kinsta: something else works on the environment. It begins by itself.
askers = { $first } and { $last }

## How it ends without having begun
not-sent-queue = it waited two hours for its turn. Nothing was sent. Look what is at work there, then type the command again.
not-sent-withdrawn = withdrawn by { $asker }. Nothing was sent.
kinsta-busy = something else was at work there, so Kinsta did not do it.
kinsta-busy-way-out = Look in MyKinsta what it is, and type the command again once it is over.

## Taking it back
withdraw-too-late = It has begun or is over, so it cannot be withdrawn any more; its card shows how it goes.
withdraw-not-yours = Only { $owner } can withdraw this, so nothing was changed.

## The same, asked for twice
prompt-joined-others = ✔️ { $doing }. { $asker } confirmed the same a moment ago: it runs once, and its card names you too. { $follow }
prompt-joined-own = ✔️ { $doing }. You confirmed the same a moment ago: it runs once. { $follow }
prompt-joined-follow = Follow it in { $channel }.
prompt-joined-here = Follow it here.
prompt-joined-told = You are told here how it ends.
