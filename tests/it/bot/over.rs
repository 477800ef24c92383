//! Leaving when everything was read.

use super::Bot;

impl Bot {
    /// As [`Bot::done`], after everybody of whom a test is not about what they read has read what there is.
    pub async fn over(self) {
        for who in [self.ada(), self.jonas()] {
            who.sees_all();
            for card in who.cards() {
                who.reads(&card);
                who.thread_of(&card.ts);
            }
        }
        self.done().await;
    }
}
