### `/kinsta operation`

verb-operation-status = what is running and what ran
button-operations = Recent operations
operations-none = Nothing was started from here yet.
operations-title = Operations
operations-note = `/kinsta operation status &lt;id&gt;` shows one of them.
operations-column-what = What
operations-column-where = Where
operations-column-state = State
operations-column-duration = Duration
operations-column-id = Id
operation-nothing = No operation “{ $id }” is known.
operation-nothing-way-out = Copy the id from a card or from the list of recent operations.
kinsta-operation-pending = ⏳ { $id } is still running at Kinsta, or has just begun.
kinsta-operation-done = ✅ { $id } has finished.
kinsta-operation-failed = ❌ { $id } failed. Kinsta says: “{ $message }”
kinsta-operation-not-found = ❔ { $id } is not known at Kinsta, or this key may not see it. One that has just begun shows up within a minute.
kinsta-operation-no-answer = ❔ Kinsta gave no usable answer about { $id }: “{ $message }”. Try again in a minute.
arg-id = Operation id
