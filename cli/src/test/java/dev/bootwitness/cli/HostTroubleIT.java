package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cannot begin, reported so that a person knows what to do. */
@Timeout(60)
class HostTroubleIT {

  @TempDir Path folder;

  @Test
  void aClosedStandardOutputIsTold() throws Exception {
    textForAnImage();

    Spoken run = speak("\"$0\" run >&-");

    assertThat(run.exit).as(run.said).isEqualTo(3);
    assertThat(run.said).contains("cannot write to standard output: Bad file descriptor");
  }

  @Test
  void aRunOfThisFolderIsExplainedByItsId() throws Exception {
    textForAnImage();

    Spoken run =
        speak("\"$0\" run >/dev/null; \"$0\" explain \"$(ls .bootwitness/runs | grep closed)\"");

    assertThat(run.exit).as(run.said).isZero();
    assertThat(run.said).contains("host/image-unreadable");
  }

  private void textForAnImage() throws IOException {
    Files.writeString(folder.resolve("a.iso"), "This is no image.\n");
    Files.writeString(folder.resolve("bootwitness.yaml"), "name: closed\nimage: a.iso\n");
  }

  private record Spoken(int exit, String said) {}

  /** What bash does with {@code ./bootwitness} as {@code $0} in the folder. */
  private Spoken speak(String script) throws Exception {
    Process bash =
        new ProcessBuilder("bash", "-c", script, Cli.HOME.resolve("bootwitness").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Spoken(bash.waitFor(), said);
  }

  @Test
  void anIsoThatIsATextFileIsUnreadable() throws Exception {
    Files.writeString(folder.resolve("a.iso"), "This is no image.\n");

    Cli.Ended ended = run("image: a.iso\n").run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/image-unreadable");
    assertThat(ended.verdict().outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(ended.output()).contains("✗ BROKEN", "a.iso", "text");
  }

  @Test
  void anImageThatIsNotThereIsUnreadable() throws Exception {
    Cli.Ended ended = run("image: absent.iso\n").run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/image-unreadable");
    assertThat(ended.output()).contains(folder.resolve("absent.iso").toString());
  }

  @Test
  void withoutQemuOnPathThePackageThatBringsItIsNamed() throws Exception {
    Cli.Ended ended = run("image: a.iso\n").with("PATH", folder.toString()).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/tool-missing");
    assertThat(ended.output()).contains("qemu-system-x86_64", "apt-get install qemu-system-x86");
  }

  @Test
  void aKvmThatWasAskedForAndAbortsEndsTheRun() throws Exception {
    Path qemu =
        Files.writeString(
            folder.resolve("qemu-system-x86_64"), "#!/bin/sh\necho Assertion >&2; kill -ABRT $$\n");
    assertThat(qemu.toFile().setExecutable(true)).isTrue();

    Cli.Ended ended =
        run("image: a.iso\nmachine: {accelerator: kvm}\n")
            .with("PATH", folder + ":" + System.getenv("PATH"))
            .with("XDG_CACHE_HOME", folder.resolve("cache").toString())
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/accelerator-broken");
  }

  /** The greeting shows which QEMU holds the locks: by then it has opened its disks. */
  @Test
  void anImageThatAnotherProcessWritesToIsLocked() throws Exception {
    byte[] disk = new byte[1 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Path image = Files.write(folder.resolve("a.img"), disk);
    Process writer =
        new ProcessBuilder(
                "qemu-system-x86_64",
                "-S",
                "-nodefaults",
                "-display",
                "none",
                "-qmp",
                "stdio",
                "-drive",
                "if=virtio,format=raw,file=" + image)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(writer.inputReader().readLine()).contains("QMP");

      Cli.Ended ended = run("image: a.img\nboot: {checkpoint: never}\n").run();

      assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
      assertThat(ended.cause()).isEqualTo("host/image-locked");
    } finally {
      writer.destroyForcibly();
    }
  }

  @Test
  void aSecretThatIsNotSetKeepsTheRunFromStarting() throws Exception {
    Cli.Ended ended =
        run("image: a.iso\nlogin: {user: a, password: {env: NO_SUCH_VARIABLE}}\n").run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
    assertThat(ended.cause()).isEqualTo("spec/invalid");
    assertThat(ended.output()).contains("the environment variable NO_SUCH_VARIABLE is not set");
  }

  @Test
  void aBuildThatFailsIsQuoted() throws Exception {
    Cli.Ended ended =
        run("""
        image:
          build: {command: [sh, -c, "echo no space for tea >&2; exit 3"]}
          path: a.iso
        """)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("build/failed");
    assertThat(ended.output()).contains("no space for tea", "3");
  }

  @Test
  void aMistakeInTheSpecIsToldAndNothingIsRun() throws Exception {
    Cli.Ended ended = run("image: a.iso\nmachnie: {cpus: 1}\n").run();

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output())
        .isEqualTo(
            folder.resolve("bootwitness.yaml")
                + ":2:1  machnie: no such key here. Did you mean `machine`? Allowed: name, image,"
                + " kernel, inspect, machine, boot, login, checks, independentChecks, steps, retries,"
                + " confirm, known, scale, evidence, guest, within, keep, archive, queue, packs,"
                + " rules.\n");
    assertThat(folder.resolve(".bootwitness")).doesNotExist();
  }

  @Test
  void aProjectThatCannotHoldARecordIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Files.writeString(folder.resolve("bootwitness.yaml"), "image: a.iso\n");

    Cli.Ended ended = Cli.of("run", folder.toString(), "--project", file.toString()).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output())
        .startsWith("bootwitness: cannot write the record in " + file)
        .contains("--project");
  }

  @Test
  void aRecordThatIsNoneCannotBeReported() throws Exception {
    Cli.Ended ended = Cli.of("report", folder.resolve("absent").toString()).run();

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output())
        .isEqualTo(
            "bootwitness report: "
                + folder.resolve("absent")
                + " does not exist. Name a folder below .bootwitness/runs, or an id that `bootwitness"
                + " runs` lists.\n");
  }

  private Cli run(String spec) throws IOException {
    Path file = Files.writeString(folder.resolve("bootwitness.yaml"), spec);
    return Cli.of("run", file.toString(), "--project", folder.toString());
  }
}
