package dev.bootwitness.report.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.terminal.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueUpdateTest {

  private static final Finding PANIC = serial("kernel/panic", "the kernel panicked: Oops at 0x12");
  private static final Finding FLOPPY =
      serial("storage/detection-error", "pre-nixos could not tell whether /dev/fd0 holds data");

  @TempDir Path folder;
  private Path queue = Path.of("");

  @BeforeEach
  void place() {
    queue = folder.resolve("docs/task-queue.md");
  }

  @Test
  void aFailureIsATaskOnceHoweverOftenItIsSeen() throws Exception {
    assertThat(failed("2026-11-22T15-54-30Z-debian", Stage.READY, FLOPPY))
        .containsExactly("added \"storage/detection-error on /dev/fd0\" (first seen now)");
    assertThat(failed("2026-11-23T08-00-00Z-debian", Stage.READY, FLOPPY))
        .containsExactly("\"storage/detection-error on /dev/fd0\" seen 2 times since 2026-11-22");

    assertThat(queue)
        .content()
        .containsOnlyOnce("**storage/detection-error on /dev/fd0**")
        .contains(
            "[serial log line 412](../.bootwitness/runs/2026-11-22T15-54-30Z-debian/serial.txt)",
            "Seen 2 times since 2026-11-22, last in run `2026-11-23T08-00-00Z-debian`");
    assertThat(new TaskQueue(queue).check()).isEmpty();
  }

  @Test
  void numbersAndAddressesMakeNoOtherTask() throws Exception {
    failed("2026-11-22T15-54-30Z-d", Stage.KERNEL, serial("kernel/lockup", "CPU 1 for 22 s"));

    assertThat(
            failed(
                "2026-11-22T16-54-30Z-d", Stage.KERNEL, serial("kernel/lockup", "CPU 0 for 26 s")))
        .singleElement()
        .asString()
        .contains("seen 2 times");
  }

  @Test
  void aPassedRunEndsTheTaskWithWhatPeopleWroteInIt() throws Exception {
    failed("2026-11-22T15-54-30Z-d", Stage.KERNEL, PANIC);
    Files.writeString(
        queue,
        Files.readString(queue).replace("   - Next:", "   - I think it is the RAM.\n   - Next:"));

    assertThat(passed("2026-11-23T15-54-30Z-d", null))
        .containsExactly("done: \"kernel/panic in debian\", the run passed");

    assertThat(new TaskQueue(queue).list(Style.PLAIN)).isEmpty();
    assertThat(queue)
        .content()
        .containsSubsequence(
            "## Recently Completed",
            "-  **kernel/panic** in `debian` <!-- bootwitness:task",
            "I think it is the RAM.",
            "Done 2026-11-23: the run passed in run `2026-11-23T15-54-30Z-d`");
    assertThat(failed("2026-11-24T15-54-30Z-d", Stage.KERNEL, PANIC))
        .containsExactly("added \"kernel/panic\" (it came back)");
  }

  @Test
  void anotherSpecAnOlderRunAndACloneOfAnOlderBootEndNothing() throws Exception {
    failed("2026-11-22T15-54-30Z-d", Stage.KERNEL, PANIC);

    assertThat(passed("2026-11-22T15-00-00Z-d", null)).isEmpty();
    assertThat(passed("2026-11-23T15-54-30Z-d", "2026-11-20T10-00-00Z-d")).isEmpty();
    assertThat(
            QueueUpdate.of(
                queue,
                "other",
                "2026-11-23T15-54-30Z-o",
                verdict(Outcome.PASSED, Stage.READY, null),
                evidence("x")))
        .isEmpty();
    assertThat(passed("2026-11-23T15-54-30Z-d", "2026-11-23T10-00-00Z-d")).hasSize(1);
  }

  @Test
  void aRunThatFailsLaterEndsWhatItGotBeyond() throws Exception {
    failed("2026-11-22T15-54-30Z-d", Stage.KERNEL, PANIC);

    assertThat(failed("2026-11-23T15-54-30Z-d", Stage.USERSPACE, FLOPPY))
        .containsExactly(
            "added \"storage/detection-error on /dev/fd0\" (first seen now)",
            "done: \"kernel/panic in debian\", the run got beyond it, to stage userspace");
    assertThat(failed("2026-11-23T16-54-30Z-d", Stage.USERSPACE, PANIC))
        .as("the same stage is not beyond")
        .containsExactly("added \"kernel/panic\" (it came back)");
  }

  @Test
  void aFailedCheckIsEndedByThatCheckWhateverElseFails() throws Exception {
    Finding disk = guest("check/failed", "check \"disk\": no /dev/vdb");
    Finding net = guest("check/failed", "check \"net\": no address");
    List<String> both =
        update(
            "2026-11-22T15-54-30Z-d",
            Outcome.FAILED,
            disk,
            check("disk", false),
            check("net", true));
    List<String> other =
        update(
            "2026-11-23T15-54-30Z-d",
            Outcome.FAILED,
            net,
            check("disk", true),
            check("net", false));

    assertThat(both).containsExactly("added \"check/failed: disk\" (first seen now)");
    assertThat(other)
        .containsExactly(
            "added \"check/failed: net\" (first seen now)",
            "done: \"check/failed: disk in debian\", the check holds");
  }

  @Test
  void whatSaysNothingAboutTheImageAddsNoTask() throws Exception {
    assertThat(update("2026-11-22T15-54-30Z-d", Outcome.BROKEN, serial("host/disk-full", "full")))
        .isEmpty();
    assertThat(update("2026-11-22T15-54-30Z-d", Outcome.INTERRUPTED, PANIC)).isEmpty();
    assertThat(passed("2026-11-22T15-54-30Z-d", null)).isEmpty();

    assertThat(queue).doesNotExist();
  }

  @Test
  void hostileWordsDoNothingInMarkdown() throws Exception {
    Finding hostile =
        new Finding(
            "kernel/oops",
            "t",
            "<script>x</script> [a](http://b) --> <!-- bootwitness:task id=ffff -->\n# H",
            "serial",
            1L,
            0L,
            1.0,
            "``` `<!-- bootwitness:seen -->` \u001b[31m\u202e",
            "do **this**",
            Fault.IMAGE);
    failed("2026-11-22T15-54-30Z-d", Stage.KERNEL, hostile);

    String text = Files.readString(queue);
    assertThat(text).doesNotContain("\u001b", "\u202e", "<script>");
    QueueText parsed = QueueText.of(Bytes.text(Files.readAllBytes(queue)));
    assertThat(parsed.activeTasks())
        .singleElement()
        .satisfies(task -> assertThat(task.id()).isNotEqualTo("ffff"));
    assertThat(new TaskQueue(queue).check()).isEmpty();
  }

  @Test
  void peopleAddListAndEndTasks() throws Exception {
    TaskQueue tasks = new TaskQueue(queue);
    assertThat(tasks.list(Style.PLAIN)).isEmpty();
    assertThat(tasks.add("Measure again", Optional.of("with `--fresh`"))).isEqualTo("1.");
    assertThat(tasks.add("Ask \u001b[31m", Optional.empty())).isEqualTo("2.");
    assertThat(tasks.list(Style.PLAIN)).containsExactly("1.  Measure again", "2.  Ask \\x1b[31m");
    assertThat(tasks.next(Style.PLAIN))
        .containsExactly("1. Measure again", "   - Next: with `--fresh`");

    assertThat(tasks.done("ask", LocalDate.EPOCH, Optional.of("asked"))).startsWith("Ask");
    assertThat(tasks.list(Style.PLAIN)).containsExactly("1.  Measure again");
    assertThat(queue).content().contains("- Done 1970-01-01: asked. <!-- bootwitness:done -->");
  }

  @Test
  void aDamagedQueueIsTold() throws Exception {
    Files.createDirectories(folder.resolve("docs"));
    Files.writeString(
        queue,
        """
        ## Active Tasks

        1. a <!-- bootwitness:task id=aaaa spec=s -->
        1. b <!-- bootwitness:task id=aaaa spec=s -->
        3. c <!-- bootwitness:task id -->
        """);

    assertThat(new TaskQueue(queue).check())
        .containsExactly(
            "4: this task is there twice (aaaa). Keep one of them.",
            "4: two tasks have the number 1.",
            "5: its comment \"bootwitness:\" cannot be read. Restore it or take it out.");
  }

  private List<String> failed(String run, Stage stage, Finding finding) throws Exception {
    return QueueUpdate.of(
        queue,
        "debian",
        run,
        verdict(Outcome.FAILED, stage, null, List.of(finding)),
        evidence(run));
  }

  private List<String> passed(String run, @Nullable String inherited) throws Exception {
    return QueueUpdate.of(
        queue, "debian", run, verdict(Outcome.PASSED, Stage.READY, inherited), evidence(run));
  }

  private List<String> update(String run, Outcome outcome, Finding finding, CheckResult... checks)
      throws Exception {
    return QueueUpdate.of(
        queue,
        "debian",
        run,
        verdict(outcome, Stage.READY, null, List.of(finding), checks),
        evidence(run));
  }

  private QueueUpdate.Evidence evidence(String run) {
    Path record = folder.resolve(".bootwitness/runs").resolve(run);
    return new QueueUpdate.Evidence(record.resolve("report.md"), record.resolve("serial.txt"));
  }

  private static Verdict verdict(Outcome outcome, Stage stage, @Nullable String inherited) {
    return verdict(outcome, stage, inherited, List.of());
  }

  private static Verdict verdict(
      Outcome outcome,
      Stage stage,
      @Nullable String inherited,
      List<Finding> findings,
      CheckResult... checks) {
    return new Verdict(
        Verdict.FORMAT,
        "run",
        "spec",
        outcome,
        outcome == Outcome.FAILED ? Fault.IMAGE : null,
        stage,
        findings.isEmpty() ? null : findings.getFirst(),
        findings,
        List.of(),
        List.of(),
        Arrays.asList(checks),
        List.of(),
        null,
        null,
        inherited,
        null);
  }

  private static CheckResult check(String name, boolean passed) {
    return new CheckResult(name, passed ? CheckResult.PASSED : CheckResult.FAILED, 1, "");
  }

  private static Finding serial(String cause, String detail) {
    return new Finding(cause, "t", detail, "serial", 412L, 1L, 88.4, "q", "next", Fault.IMAGE);
  }

  private static Finding guest(String cause, String detail) {
    return new Finding(cause, "t", detail, "guest", null, null, 90.0, "", "next", Fault.IMAGE);
  }
}
