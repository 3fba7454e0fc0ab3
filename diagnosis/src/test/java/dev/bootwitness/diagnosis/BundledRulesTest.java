package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.pattern.BundledFile;
import dev.bootwitness.diagnosis.rules.Rule;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.diagnosis.rules.Rules;
import dev.bootwitness.record.Stage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledRulesTest {
  /** Read as strictly as a user's file. */
  private static final List<Rule> RULES =
      Rules.parse("rules.yaml", BundledFile.text("rules.yaml"), Causes.bundled());

  /** Those of the packs, too, read in the same way; the packs' logs are their tests. */
  private static final List<Rule> WITH_PACKS = withPacks();

  private static List<Rule> withPacks() {
    var rules = new ArrayList<Rule>(RULES);
    for (Pack pack : Packs.bundled()) {
      pack.text("rules.yaml")
          .ifPresent(text -> rules.addAll(Rules.parse(pack.name(), text, Causes.bundled())));
    }
    return List.copyOf(rules);
  }

  private final RuleEngine engine = RuleEngine.bundled();

  private Stream<RuleMatch> matches(Stage stage, String text) {
    return Stream.concat(engine.line(stage, text).stream(), engine.prompt(stage, text).stream());
  }

  private static Rule rule(String id) {
    return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("dev.bootwitness.diagnosis.RuleExample#ALL")
  void aRuleFiresOnItsTextAndNotOnItsNearMiss(RuleExample example) {
    assertThat(matches(example.stage(), example.fires()))
        .filteredOn(match -> match.rule().id().equals(example.rule()))
        .singleElement()
        .satisfies(match -> assertThat(match.detail()).contains(example.detail()));
    assertThat(matches(example.stage(), example.misses()))
        .extracting(match -> match.rule().id())
        .doesNotContain(example.rule());
  }

  @ParameterizedTest
  @FieldSource("dev.bootwitness.diagnosis.RuleExample#ALL")
  void oneTextHasOneCause(RuleExample example) {
    assertThat(matches(example.stage(), example.fires()))
        .extracting(match -> match.rule().cause().id())
        .containsOnly(rule(example.rule()).cause().id());
  }

  @ParameterizedTest
  @FieldSource("dev.bootwitness.diagnosis.RuleExample#ALL")
  void noRuleFiresOnceAShellIsReady(RuleExample example) {
    assertThat(matches(Stage.READY, example.fires())).isEmpty();
  }

  @Test
  void withoutTheLookAtTheirPatternsTheyAreTheSame() {
    assertThat(Rules.bundled())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*compiled")
        .isEqualTo(WITH_PACKS);
  }

  /** A pattern that does not fit on a screen must be a list of short ones. */
  @ParameterizedTest
  @ValueSource(strings = {"causes.yaml", "rules.yaml"})
  void noLineOfADataFileIsTooLongToBeRead(String file) {
    assertThat(BundledFile.text(file).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(161));
  }

  /** Rules that are tried on every line; those of a login see a few. */
  private static boolean seesEveryLine(Rule rule) {
    return rule.on() == Rule.On.LINE
        && rule.channel() != Rule.Channel.LOGIN
        && rule.channel() != Rule.Channel.LOGGED_IN;
  }

  /** All others are found by one scan of a line, whatever their number. */
  @Test
  void everyPatternForLinesHasATextThatItsMatchesContain() {
    List<String> patterns =
        WITH_PACKS.stream()
            .filter(BundledRulesTest::seesEveryLine)
            .flatMap(rule -> rule.pattern().texts().stream())
            .toList();
    assertThat(new LineSieve(patterns).unknown()).isEmpty();
  }

  /** A rule of a cause that has no log of its own yet, and no line here, is held by nothing. */
  @Test
  void everyRuleHasItsExampleOrALogOfItsCause() throws IOException, URISyntaxException {
    Set<String> tried = RuleExample.ALL.stream().map(RuleExample::rule).collect(Collectors.toSet());
    Set<String> shown = LogsTest.logs().map(LogsTest::wanted).collect(Collectors.toSet());

    assertThat(RULES).extracting(Rule::id).containsAll(tried);
    assertThat(RULES)
        .filteredOn(rule -> rule.channel() == Rule.Channel.SERIAL && !tried.contains(rule.id()))
        .extracting(rule -> rule.cause().id())
        .isSubsetOf(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          script-program-missing | /etc/init.d/rcS: 12: start-network: not found
          script-program-missing | /init: line 7: switch_root: not found
          init-program-missing   | INIT: cannot execute "/sbin/getty"
          rcu-stall              | INFO: rcu_sched self-detected stall on CPU
          rcu-stall              | [  103.088153] rcu: rcu_preempt kthread starved for 38227 jiffies! g-1127 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x402 ->cpu=1
          rcu-stall              | [    5.002846] rcu: INFO: rcu_sched detected expedited stalls on CPUs/tasks: { 3-... } 12 jiffies s: 25 root: 0x4008/.
          hung-task              | [  242.748762] INFO: task systemd-udevd:212 blocked in I/O wait for more than 120 seconds.
          oom-killed             | [   61.234567] Killed process 812 (stress) total-vm:1048576kB, anon-rss:524288kB, file-rss:0kB, shmem-rss:0kB
          oom-killed             | [   61.234567] Memory cgroup out of memory: Killed process 812 (stress) total-vm:1048576kB
          soft-lockup            | [   48.090228] NMI watchdog: BUG: soft lockup - CPU#1 stuck for 41s! [migration/1:12]
          emergency-mode         | [  OK  ] Reached target emergency.target - Emergency Mode.
          unit-failed-result     | systemd[1]: app.service: Start request repeated too quickly.
          systemd-frozen         | [    3.123456] systemd[1]: Freezing execution.
          systemd-frozen         | systemd[1]: Caught <SEGV>, dumped core as pid 213.
          segfault               | [   12.234567] traps: serve[412] general protection fault ip:55d sp:7ff error:0 in serve[55d+1]
          """)
  void otherWordsForTheSameFireItToo(String rule, String text) {
    assertThat(matches(Stage.USERSPACE, text))
        .extracting(match -> match.rule().id())
        .containsExactly(rule);
  }

  @Test
  void knownNoiseFiresNothing() {
    assertThat(
            Stream.of(
                "[   14.978648] /dev/root: Can't open blockdev",
                "kbd_mode: KDSKBMODE: Inappropriate ioctl for device",
                "[   75.115770] Buffer I/O error on dev fd0, logical block 0, async page read",
                "  Volume group \"main\" not found",
                "[FAILED] Failed unmounting /iso.",
                "ln: failed to create symbolic link '/root/.nix-defexpr/channels/channels': Read-only file system"))
        .allSatisfy(noise -> {
          for (Stage stage : Stage.values()) {
            assertThat(matches(stage, noise)).as("at %s", stage.id()).isEmpty();
          }
        });
  }

  @Test
  void aLoginShellsBannerIsNoEmergency() {
    assertThat(matches(Stage.LOGIN, "BusyBox v1.35.0 (Debian) built-in shell (ash)")).isEmpty();
  }
}
