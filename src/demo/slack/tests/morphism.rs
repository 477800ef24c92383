//! The answers must satisfy a client that is used against the real Slack.

use hyper_util::client::legacy::connect::HttpConnector;
use slack_morphism::prelude::*;

use super::*;

#[tokio::test]
async fn a_real_client_understands_the_answers() {
    let scene = Scene::start().await;
    scene.slack.add_group("S1", "devs", &["U1"]);
    let connector =
        SlackClientHyperConnector::with_connector(HttpConnector::new()).with_slack_api_url(&scene.slack.api_url());
    let client = SlackClient::new(connector);
    let token = SlackApiToken::new("xoxb-demo-0000000000".into());
    let session = client.open_session(&token);

    assert_eq!(session.auth_test().await.unwrap().user.as_deref(), Some("kinsta"));
    let info = SlackApiUsersInfoRequest::new("U2".into()).with_include_locale(true);
    let user = session.users_info(&info).await.unwrap().user;
    assert_eq!(user.locale.map(|locale| locale.0), Some("de-DE".to_owned()));
    assert_eq!(user.tz.as_deref(), Some("Europe/Berlin"));
    assert_eq!(session.users_list(&SlackApiUsersListRequest::new()).await.unwrap().members.len(), 3);

    let content =
        SlackMessageContent::new().with_text("hello".into()).with_blocks(vec![SlackDividerBlock::new().into()]);
    let post = SlackApiChatPostMessageRequest::new("C1".into(), content.clone());
    let posted = session.chat_post_message(&post).await.unwrap();
    let update =
        SlackApiChatUpdateRequest::new("C1".into(), content.clone().with_text("bye".into()), posted.ts.clone());
    session.chat_update(&update).await.unwrap();
    let reply = post.clone().with_thread_ts(posted.ts.clone());
    session.chat_post_message(&reply).await.unwrap();
    let only = SlackApiChatPostEphemeralRequest::new("C1".into(), "U1".into(), content);
    session.chat_post_ephemeral(&only).await.unwrap();

    let history = SlackApiConversationsHistoryRequest::new().with_channel("C1".into());
    let history = session.conversations_history(&history).await.map(|history| history.messages.len());
    assert_eq!(history.unwrap(), 1);
    let link = SlackApiChatGetPermalinkRequest::new("C1".into(), posted.ts.clone());
    session.chat_get_permalink(&link).await.unwrap();
    let info = session.conversations_info(&SlackApiConversationsInfoRequest::new("C1".into())).await.unwrap();
    assert_eq!(info.channel.flags.is_member, Some(true));
    let open = SlackApiConversationsOpenRequest::new().with_users(vec!["U1".into()]);
    assert_eq!(session.conversations_open(&open).await.unwrap().channel.id.0, scene.slack.dm_channel("U1").unwrap());
    let members = SlackApiConversationsMembersRequest::new().with_channel("C1".into());
    assert_eq!(session.conversations_members(&members).await.unwrap().members.len(), 3);

    let home = SlackView::Home(SlackHomeView::new(vec![SlackDividerBlock::new().into()]));
    session.views_publish(&SlackApiViewsPublishRequest::new("U1".into(), home)).await.unwrap();
    let groups = session.usergroups_list(&SlackApiUserGroupsListRequest::new()).await.unwrap();
    assert_eq!(groups.usergroups.len(), 1);

    let missing = SlackApiChatPostMessageRequest::new("C2".into(), SlackMessageContent::new().with_text("x".into()));
    match session.chat_post_message(&missing).await {
        Err(errors::SlackClientError::ApiError(error)) => assert_eq!(error.code, "not_in_channel"),
        other => panic!("{other:?}"),
    }
    scene.no_violations();
}
