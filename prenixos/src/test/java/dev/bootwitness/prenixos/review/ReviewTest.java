package dev.bootwitness.prenixos.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.TestDisk;
import dev.bootwitness.prenixos.plan.PlanOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTest {
  private static final long GIB = 1L << 30;

  private static Review review(Consent consent, TestDisk... disks) {
    Inventory inventory = TestDisk.inventory(2, disks);
    return Review.of(inventory, consent, PlanOptions.STANDARD);
  }

  private static Review blank() {
    return review(Consent.NONE, TestDisk.ssd("sda", 8 * GIB), TestDisk.ssd("sdb", 8 * GIB));
  }

  private static TestDisk held(String name) {
    return TestDisk.ssd(name, 8 * GIB).signature("ext4");
  }

  private static Review.After typed(Review review, String text) {
    Review now = review.press(new ReviewKey.Letter('5')).review();
    now = now.press(ReviewKey.Named.ENTER).review();
    for (int i = 0; i < text.length(); i++) {
      now = now.press(new ReviewKey.Letter(text.charAt(i))).review();
    }
    return now.press(ReviewKey.Named.ENTER);
  }

  @Test
  void onlyTheWordsThatAreShownApply() {
    assertThat(blank().words()).isEqualTo("write sda sdb");
    assertThat(typed(blank(), "write sda sdb").wish()).isInstanceOf(ReviewWish.Apply.class);
    for (String other :
        List.of("", "yes", "write sda", "write sda sdb ", "WRITE SDA SDB", "erase sda sdb")) {
      assertThat(typed(blank(), other).wish()).as(other).isInstanceOf(ReviewWish.None.class);
    }
  }

  @Test
  void theWordsOfAnErasureSaySo() {
    Review named =
        review(new Consent(false, List.of("S-sda")), held("sda"), TestDisk.ssd("sdb", 8 * GIB));
    assertThat(named.words()).isEqualTo("erase sda sdb");
    assertThat(typed(named, "write sda sdb").wish()).isInstanceOf(ReviewWish.None.class);
    assertThat(ReviewText.of(typed(named, "").review()))
        .contains("ERASED, after backups of signatures and tables: /dev/sda (serial S-sda)");
  }

  @Test
  void whatHoldsDataCannotBeAppliedByAnyWords() {
    Review held = review(Consent.NONE, held("sda"));
    Review.After after = typed(held, held.words());
    assertThat(after.wish()).isInstanceOf(ReviewWish.None.class);
    assertThat(
            held.press(new ReviewKey.Letter('5'))
                .review()
                .press(ReviewKey.Named.ENTER)
                .review()
                .message())
        .contains("pre-nixos.wipe=S-sda would erase it");
  }

  @Test
  void aSavedPlanIsLoadedOnlyWhereItIsThePlan() {
    Review fast = blank().press(new ReviewKey.Letter('m')).review();
    assertThat(fast.situation().plan().mode()).isEqualTo("fast");
    assertThat(blank().loaded(fast.situation().plan(), "p").options().fast()).isTrue();
    Review others = review(Consent.NONE, TestDisk.ssd("sda", 8 * GIB));
    assertThat(others.loaded(fast.situation().plan(), "p").message()).contains("is not loaded");
    Review erased = review(new Consent(true, List.of()), held("sda"), TestDisk.ssd("sdb", 8 * GIB));
    Review careful = review(Consent.NONE, held("sda"), TestDisk.ssd("sdb", 8 * GIB));
    assertThat(careful.loaded(erased.situation().plan(), "p").message()).contains("is not loaded");
    assertThat(careful.loaded(erased.situation().plan(), "p").isApplicable()).isFalse();
  }

  @Test
  void everyPageFitsTheScreenAndShowsNoControlCharacter() {
    TestDisk[] many = new TestDisk[30];
    for (int i = 0; i < many.length; i++) {
      many[i] = TestDisk.hdd("sd" + i, 8 * GIB).serial("\033[2J\u202e" + "x".repeat(i * 9));
    }
    Review review = review(Consent.NONE, many);
    for (ReviewPage page : ReviewPage.values()) {
      Review at = review.press(new ReviewKey.Letter(page.title().charAt(0))).review();
      for (int[] size : new int[][] {{80, 24}, {40, 10}, {132, 50}}) {
        List<String> lines = new ReviewScreen(size[0], size[1], false).lines(at);
        assertThat(lines).hasSize(size[1]).allMatch(l -> l.length() <= size[0]);
        assertThat(String.join("", lines))
            .matches("[\\x20-\\x7e]*")
            .contains("[" + page.title() + "]");
      }
      List<String> coloured = new ReviewScreen(80, 24, true).lines(at);
      assertThat(coloured.stream().map(l -> l.replaceAll("\033\\[[0-9;]*m", "")).toList())
          .isEqualTo(new ReviewScreen(80, 24, false).lines(at));
    }
  }

  @Test
  void aTerminalsKeysAreUnderstood() throws Exception {
    var sent = new java.util.ArrayDeque<Integer>();
    "\033[A\033OB\033[1;5C\033[Z\tq\r\b\u007f".chars().forEach(sent::add);
    sent.add(0x1b);
    var keys =
        new ReviewKeys(millis -> {
          Integer next = sent.poll();
          return next != null ? next : millis == 0 ? -1 : ReviewKeys.Source.NOTHING;
        });
    for (ReviewKey wanted :
        List.of(
            ReviewKey.Named.UP,
            ReviewKey.Named.DOWN,
            ReviewKey.Named.NEXT,
            ReviewKey.Named.BACK,
            ReviewKey.Named.NEXT,
            new ReviewKey.Letter('q'),
            ReviewKey.Named.ENTER,
            ReviewKey.Named.ERASE,
            ReviewKey.Named.ERASE,
            ReviewKey.Named.CANCEL,
            ReviewKey.Named.END)) {
      assertThat(keys.next()).isEqualTo(wanted);
    }
  }
}
