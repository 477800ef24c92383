### `/kinsta ip`

verb-ip-list = the IP addresses an environment turns away
verb-ip-deny = turn IP addresses away
verb-ip-allow = let IP addresses in again
arg-ip-deny-address = IP addresses
arg-ip-allow-address = IP addresses
hint-ip-deny-address = Addresses or ranges such as 203.0.113.0/24, with commas between them.
hint-ip-allow-address = One of those that are turned away.
button-ip-list = Denied addresses
button-ip-allow = Allow { $address }…
ip-list-title = { $where }: { $count ->
    [one] one address is turned away
   *[other] { $count } addresses are turned away
}
ip-list-column = Address
ip-list-note = `/kinsta ip deny &lt;address&gt; &lt;site&gt;` turns more away, `ip allow` lets them in again.
ip-list-empty = *{ $site } · { $env }* turns no address away.
fact-ip-added = Turned away from now on
fact-ip-removed = Let in again
fact-ip-count = Addresses on the list
fact-ip-missing = ⚠️ Not on Kinsta's list
fact-ip-unexpected = ⚠️ Also on Kinsta's list
step-ip = Denied addresses
ip-no-site = Which site is it about?
ip-no-site-way-out = Name the site behind the addresses.
ip-none = “{ $address }” is not an IP address.
ip-none-way-out = Give addresses such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/48`.
ip-everybody = { $address } is everybody: the site would be closed to all visitors, and to Kinsta's own checks.
ip-too-wide = { $address } holds so much of the internet that many visitors would be locked out.
ip-too-wide-way-out = Name the addresses or the smaller ranges that are meant: /8 and smaller, with IPv6 /16.
ip-denied-already = *{ $site } · { $env }* turns all of these away already.
ip-not-denied = { $address } is not turned away by *{ $site }*.
ip-within = { $address } is part of { $range }, which is turned away as a whole.
ip-within-way-out = Only the range as a whole can be let in again; smaller ranges can be denied afterwards.
ip-look-way-out = Look at the list.
ip-changed = somebody else has changed the list in the meantime. Nothing was sent, so that their change is not lost. Type the command again to see the list as it is now.
act-ip-deny-name = Deny IP addresses
act-ip-deny-ask = Turn IP addresses away from { $site } · { $env }?
act-ip-deny-effect = Whoever comes from these addresses no longer sees the site. `ip allow` lets them in again.
act-ip-deny-duration = a few seconds
act-ip-deny-doing = Turning IP addresses away from *{ $site } · { $env }*
act-ip-deny-done = IP addresses turned away from *{ $site } · { $env }* in { $duration }
act-ip-allow-name = Allow IP addresses
act-ip-allow-ask = Let IP addresses in again at { $site } · { $env }?
act-ip-allow-effect = Whoever comes from these addresses sees the site again.
act-ip-allow-duration = a few seconds
act-ip-allow-doing = Letting IP addresses in again at *{ $site } · { $env }*
act-ip-allow-done = IP addresses let in again at *{ $site } · { $env }* in { $duration }
noun-ip = Denied IP addresses
