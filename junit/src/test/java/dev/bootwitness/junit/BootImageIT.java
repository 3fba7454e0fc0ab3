package dev.bootwitness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.bootwitness.console.Console;
import dev.bootwitness.engine.spec.SpecBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.opentest4j.TestAbortedException;

/** Test classes that boot a small image, and what JUnit reports of them. */
class BootImageIT {

  private static final String SPARK = "../examples/spark/bootwitness.yaml";

  @TempDir static Path project;

  /** Everything that the spec of examples/spark says, and no more. */
  static SpecBuilder spark() {
    return SpecBuilder.in(Path.of("../examples/spark"))
        .set("name", "spark")
        .set("image.build.command", List.of("../../images/spark/build"))
        .set("image.build.inputs", List.of("../../images/spark"))
        .set("image.build.within", Duration.ofMinutes(5))
        .set("image.kernel", "vmlinuz")
        .set("image.initrd", "initrd.img")
        .set("image.append", "console=ttyS0,115200n8")
        .set("machine.memory", "256MiB")
        .set("machine.cpus", 1)
        .set("boot.within", Duration.ofSeconds(15))
        .set("login.user", "spark")
        .set("login.password", "spark")
        .set("login.become", "root")
        .set("login.rootPassword", "root");
  }

  @BootImage(SPARK)
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class SharingCase {
    @Test
    void aLeavesAMark(Guest guest, RunRecord record) {
      assertThat(guest.succeed("id -u")).isEqualTo("0");
      guest.run("echo left > /mark").succeeds();
      assertThat(record.directory()).isDirectory();
    }

    @Test
    @FreshMachine
    void bDoesNotSeeIt(Guest guest) {
      guest.file("/mark").isAbsent();
    }

    @Test
    void cSeesIt(Guest guest, SerialConsole console) {
      assertThat(guest.file("/mark").text()).isEqualTo("left\n");
      guest.run("echo to the console > /dev/console").succeeds();
      console.await("to the console", Duration.ofSeconds(10));
      assertThat(console.lines(5)).contains("to the console");
    }
  }

  @Test
  void methodsShareAMachineAndAFreshOneIsACloneOfItsOwn() throws IOException {
    EngineExecutionResults results = Kit.run(SharingCase.class, project);

    results.testEvents().assertStatistics(count -> count.started(3).succeeded(3));
    assertThat(records("SharingCase")).hasSize(2);
    assertThat(
            Files.readString(
                records("SharingCase.bDoesNotSeeIt").getFirst().resolve("events.jsonl")))
        .contains("\"restored\"");
    assertThat(verdict("SharingCase")).contains("\"outcome\" : \"passed\"", "aLeavesAMark");
    assertThat(project.resolve("published"))
        .isDirectoryRecursivelyContaining("glob:**/report.html");

    // A build tool may publish into the same folder again.
    Kit.run(SharingCase.class, project).testEvents().assertStatistics(count -> count.succeeded(3));
  }

  @BootImage(SPARK)
  static class FactsCase {
    @Test
    void asks(Guest guest, VirtualMachine machine, @TempDir Path temp) throws IOException {
      assertThat(guest.mounts().at("/proc").orElseThrow().type()).isEqualTo("proc");
      assertThat(guest.processes().processes().getFirst().pid()).isEqualTo(1);
      assertThat(guest.interfaces()).anyMatch(link -> link.name().equals("lo"));
      assertThat(guest.ports().ports()).isEmpty();
      Path file = Files.writeString(temp.resolve("in"), "some text\n");
      guest.push(file, "/pushed");
      assertThat(guest.file("/pushed").lines()).containsExactly("some text");
      assertThat(guest.pull("/pushed", temp.resolve("out"))).hasSameTextualContentAs(file);
      assertThatThrownBy(() -> machine.plugDisk("spare"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no disk \"spare\". Disks of the machine: none.");
      guest.run("(sleep 1; touch /late) &").succeeds();
      guest.await("the file /late", Duration.ofSeconds(20), () -> guest.file("/late").exists());
    }
  }

  @Test
  void aGuestAnswersQuestionsAboutItself() {
    Kit.run(FactsCase.class, project).testEvents().assertStatistics(count -> count.succeeded(1));
  }

  @BootImage(SPARK)
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class FailingCase {
    @Test
    void aExpectsAnotherUser(Guest guest) {
      guest.run("id -un").prints("nobody");
    }

    @Test
    void bExpectsManyThings(Guest guest) {
      assertAll(
          () -> assertEquals("here", guest.succeed("echo there")),
          () -> guest.file("/absent").contains("anything"));
    }

    @Test
    void cGoesOn(Guest guest) {
      guest.run("true").succeeds();
    }
  }

  @Test
  void aFailureSaysTheCauseTheAssertionAndTheRecord() throws IOException {
    EngineExecutionResults results = Kit.run(FailingCase.class, project);

    results.testEvents().assertStatistics(count -> count.failed(2).succeeded(1));
    results
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("aExpectsAnotherUser"),
                finishedWithFailure(
                    message(text ->
                        text.startsWith("check/failed")
                            && text.contains("assertion  `id -un` did not print \"nobody\"")
                            && text.contains("stdout: root")
                            && text.contains("record     " + project)))))
        .haveExactly(
            1,
            event(
                test("bExpectsManyThings"),
                finishedWithFailure(
                    message(text ->
                        text.contains("expected: <here> but was: <there>")
                            && text.contains("/absent does not exist")))));
    assertThat(verdict("FailingCase"))
        .contains("\"outcome\" : \"failed\"", "test \\\"aExpectsAnotherUser\\\"");
  }

  @BootImage(method = "spec")
  static class NoInitCase {
    static SpecBuilder spec() {
      return spark().set("image.append", "console=ttyS0,115200n8 rdinit=/nothing-here");
    }

    @Test
    void one(Guest guest) {
      guest.run("true").succeeds();
    }

    @Test
    void two(Guest guest) {
      guest.run("true").succeeds();
    }
  }

  @Test
  void aBootFailureIsTheFailureOfTheClassAndNoMethodRuns() {
    EngineExecutionResults results = Kit.run(NoInitCase.class, project);

    results.testEvents().assertStatistics(count -> count.aborted(2).failed(0).succeeded(0));
    results
        .testEvents()
        .aborted()
        .assertThatEvents()
        .allMatch(event -> event.getPayload().isPresent())
        .haveExactly(
            2,
            event(
                abortedWithReason(
                    instanceOf(TestAbortedException.class),
                    message(
                        text -> text.startsWith("not run, because the boot failed: kernel/")))));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container(NoInitCase.class),
                finishedWithFailure(
                    instanceOf(BootFailedError.class),
                    message(text -> text.contains("FAILED  kernel/") && text.contains("record")))));
    assertThat(records("NoInitCase")).hasSize(1);
    assertThat(project.resolve("published/BootImageITNoInitCase/report.html")).isRegularFile();
  }

  @BootImage(SPARK)
  @Execution(ExecutionMode.CONCURRENT)
  static class ParallelCase {
    @FreshMachine
    @RepeatedTest(4)
    void marksItsOwnMachine(Guest guest) {
      guest.file("/mark").isAbsent();
      guest.run("echo mine > /mark && sleep 1 && grep -c . /mark").prints("1");
    }
  }

  @Test
  void freshMachinesRunSideBySideAndDoNotSeeEachOther() {
    EngineExecutionResults results = Kit.run(ParallelCase.class, project);

    results.testEvents().assertStatistics(count -> count.started(4).succeeded(4));
    assertThat(records("ParallelCase.marksItsOwnMachine")).hasSize(4);
  }

  @BootImage(SPARK)
  static class WrongTypeCase {
    @Test
    void test(Console console) {
      console.screen();
    }
  }

  @Test
  void aTypeOfTheEngineIsNoParameter() {
    Kit.run(WrongTypeCase.class, project)
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(text -> text.contains("Use dev.bootwitness.junit.SerialConsole")))));
  }

  @BootImage(method = "spec")
  static class PanicCase {
    static SpecBuilder spec() {
      return spark();
    }

    @Test
    void panics(Guest guest) {
      guest.run("echo 1 > /proc/sys/kernel/sysrq; echo c > /proc/sysrq-trigger");
    }
  }

  @Test
  void aGuestThatIsLostFailsItsTestWithTheCause() {
    Kit.run(PanicCase.class, project)
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(GuestLostError.class),
                    message(text -> text.contains("FAILED  kernel/") && text.contains("sysrq")))));
  }

  private static List<Path> records(String name) {
    try (Stream<Path> runs = Files.list(project.resolve(".bootwitness/runs"))) {
      return runs.filter(
              run -> run.getFileName().toString().matches(".*Z-" + name + "(-\\d+|\\..*)?"))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String verdict(String name) throws IOException {
    return Files.readString(
        records(name).stream()
            .filter(run -> run.getFileName().toString().endsWith("-" + name))
            .findFirst()
            .orElseThrow()
            .resolve("verdict.json"));
  }
}
