### `/kinsta cdn`

verb-cdn-images = how the CDN makes images smaller
arg-cdn-images-state = Image optimisation
choice-cdn-images-off = Off
choice-cdn-images-lossy = Lossy: smallest, with losses
choice-cdn-images-lossless = Lossless: smaller, without losses
cdn-images-off = off
cdn-images-lossy = lossy
cdn-images-lossless = lossless
fact-cdn-images = Image optimisation
cdn-absent = *{ $site } · { $env }* has no CDN.
cdn-absent-way-out = Turn it on in MyKinsta › CDN first; most staging environments have none.
act-cdn-images-name = Change CDN images
act-cdn-images-ask = Change image optimisation of { $site } · { $env }?
act-cdn-images-effect = The CDN delivers images in other sizes from then on. The files on the site stay as they are, and it can be changed back.
act-cdn-images-doing = Changing image optimisation of *{ $site } · { $env }*
act-cdn-images-done = Image optimisation of *{ $site } · { $env }* changed in { $duration }
noun-cdn = CDN
