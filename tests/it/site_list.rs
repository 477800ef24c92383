//! `/kinsta site list`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta;

use crate::bot::{Bot, Setup};

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_searched_by_words_and_label() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site list harbour").await, @r#"
    3 sites for “harbour”
    Site | Label | Domain | Environments | PHP | WordPress
    Harbour Lights Hotel | Harbour Hospitality, care-plan | harbour-lights.example | Live, Staging | 8.1 | 6.8.1
    Harbour View Hotel | Harbour Hospitality, care-plan | harbour-view.example | Live | 8.3 | 6.7.2
    The "Golden" Lion Pub | Harbour Hospitality | golden-lion.example | Live, Staging | 8.4 | 6.9
    Site list from 2026-11-22 10:00 CET
    "#);
    assert_snapshot!(ada.asks("/kinsta site list hotel --label \"Harbour Hospitality\"").await, @"
    2 sites for “hotel · Harbour Hospitality”
    Site | Label | Domain | Environments | PHP | WordPress
    Harbour Lights Hotel | Harbour Hospitality, care-plan | harbour-lights.example | Live, Staging | 8.1 | 6.8.1
    Harbour View Hotel | Harbour Hospitality, care-plan | harbour-view.example | Live | 8.3 | 6.7.2
    Site list from 2026-11-22 10:00 CET
    ");
    assert_snapshot!(ada.asks("/kinsta site list --label project müller").await, @"
    ⚠️ No site matches “müller · project”.
    Use fewer or other words; names, domains and labels are searched.
    [All sites]
    ");
    ada.presses("All sites").await;
    assert!(ada.sees().starts_with("40 sites"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paging_goes_forth_and_back_and_keeps_the_search() {
    let kinsta = kinsta::Options { sites: 500, ..kinsta::Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    let ada = bot.ada();
    let first = ada.asks("/kinsta site list").await;
    let ends = |page: &str| {
        let lines: Vec<&str> = page.lines().collect();
        [&lines[..3], &["…"], &lines[lines.len() - 3..]].concat().join("\n")
    };
    assert_snapshot!(ends(&first), @"
    500 sites
    Site | Label | Domain | Environments | PHP | WordPress
    100% Wool | care-plan | hundred-wool.example | Live, Staging | 8.4 | 6.8.1
    …
    Æther Coffee Roasters | – | aether-coffee.example | Live, Staging | 8.1 | 6.9
    Page 1 of 20 · Site list from 2026-11-22 10:00 CET
    [Next ›]
    ");
    ada.presses("Next ›").await;
    assert_snapshot!(ends(&ada.sees()), @"
    500 sites
    Site | Label | Domain | Environments | PHP | WordPress
    Bäckerei Süß | care-plan | baeckerei-suess.example | Live, Staging | 8.3 | 6.9.1
    …
    Bergen Ceramics | – | bergen-ceramics.example | Live | 8.1 | 6.7.2
    Page 2 of 20 · Site list from 2026-11-22 10:00 CET
    [‹ Previous] [Next ›]
    ");
    ada.presses("‹ Previous").await;
    assert_eq!(ada.sees(), first);
    // A turned page takes the place of the one before.
    assert_eq!(ada.sees_all().len(), 1);
    ada.says("/kinsta site list bakery --label care-plan").await;
    assert_snapshot!(ada.sees(), @"
    8 sites for “bakery · care-plan”
    Site | Label | Domain | Environments | PHP | WordPress
    Aarhus Bakery | care-plan | aarhus-bakery.example | Live, Staging | 8.3 | 6.8.3
    Bristol Bakery | care-plan | www.bristol-bakery.example | Live, Staging | 8.3 | 6.8.3
    Dublin Bakery | care-plan | dublin-bakery.example | Live, Staging | 8.3 | 6.8.3
    Göttingen Bakery | care-plan | goettingen-bakery.example | Live, Staging | 8.3 | 6.8.3
    Lille Bakery | care-plan | lille-bakery.example | Live, Staging | 8.3 | 6.8.3
    Malmö Bakery | care-plan | malmoe-bakery.example | Live, Staging | 8.3 | 6.8.3
    Porto Bakery | care-plan | porto-bakery.example | Live, Staging | 8.3 | –
    Utrecht Bakery | care-plan | utrecht-bakery.example | Live, Staging | 8.3 | 6.8.3
    Site list from 2026-11-22 10:00 CET
    ");
    ada.says("/kinsta site list --label care-plan e").await;
    assert_snapshot!(ends(&ada.sees()), @"
    175 sites for “e · care-plan”
    Site | Label | Domain | Environments | PHP | WordPress
    100% Wool | care-plan | hundred-wool.example | Live, Staging | 8.4 | 6.8.1
    …
    Brightside Yoga | care-plan | brightside-yoga.example | Live, Staging | 8.4 | –
    Page 1 of 7 · Site list from 2026-11-22 10:00 CET
    [Next ›]
    ");
    ada.presses("Next ›").await;
    assert_snapshot!(ends(&ada.sees()), @"
    175 sites for “e · care-plan”
    Site | Label | Domain | Environments | PHP | WordPress
    Brightside Yoga Online | care-plan | brightside-online.example | Live, Staging | 8.1 | 6.8.1
    …
    Dublin Bakery | care-plan | dublin-bakery.example | Live, Staging | 8.3 | 6.8.3
    Page 2 of 7 · Site list from 2026-11-22 10:00 CET
    [‹ Previous] [Next ›]
    ");
    ada.presses("‹ Previous").await;
    assert_snapshot!(ends(&ada.sees()), @"
    175 sites for “e · care-plan”
    Site | Label | Domain | Environments | PHP | WordPress
    100% Wool | care-plan | hundred-wool.example | Live, Staging | 8.4 | 6.8.1
    …
    Brightside Yoga | care-plan | brightside-yoga.example | Live, Staging | 8.4 | –
    Page 1 of 7 · Site list from 2026-11-22 10:00 CET
    [Next ›]
    ");
    assert_snapshot!(ends(&ada.asks("/kinsta site list --page 99").await), @"
    500 sites
    Site | Label | Domain | Environments | PHP | WordPress
    Utrecht Vets | – | utrecht-vets.example | Live, Staging | 8.1 | 6.9.1
    …
    東京ラーメン | care-plan | tokyo-ramen.example | Live, Staging | 8.4 | 6.9.1
    Page 20 of 20 · Site list from 2026-11-22 10:00 CET
    [‹ Previous]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flag_that_does_not_exist_is_named() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site list --lable x").await, @"
    ⚠️ There is no `--lable` here. Did you mean `--label`?
    Usage: `/kinsta site list [words] [--label <label>]`
    For example: `/kinsta site list shop --label care-plan`
    ");
    assert_snapshot!(ada.asks("/kinsta site list --colour blue").await, @"
    ⚠️ There is no `--colour` here.
    Usage: `/kinsta site list [words] [--label <label>]`
    For example: `/kinsta site list shop --label care-plan`
    ");
    assert_snapshot!(ada.asks("/kinsta site list --label").await, @"
    ⚠️ `--label` needs a value.
    Usage: `/kinsta site list [words] [--label <label>]`
    For example: `/kinsta site list shop --label care-plan`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_from_memory_says_how_old_it_is() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared("", kinsta::Fault::ServerError { executed: false });
    bot.advance(std::time::Duration::from_secs(330)).await;
    let list = ada.asks("/kinsta site list zebra").await;
    assert_snapshot!(list, @"
    One site for “zebra”
    Site | Label | Domain | Environments | PHP | WordPress
    Zebra Crossing Driving School | – | zebra-crossing.example | Live | 8.4 | 6.7.2
    ⚠️ Kinsta does not answer at the moment; the site list is from 2026-11-22 10:00 CET
    ");
    bot.kinsta().faults().clear();
    bot.advance(std::time::Duration::from_secs(60)).await;
    assert_snapshot!(ada.asks("/kinsta site list zebra").await.lines().last().unwrap(), @"Site list from 2026-11-22 10:05 CET");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_without_sites_is_told_so() {
    let kinsta = kinsta::Options { sites: 0, ..kinsta::Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site list").await, @"
    ⚠️ There is no site yet, or none that this API key may see.
    A site made in MyKinsta shows up here within five minutes.
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme").await, @"
    ⚠️ No site is called “acme”.
    Look through the list. A site made a moment ago shows up within a minute.
    [List sites]
    ");
    bot.done().await;
}
