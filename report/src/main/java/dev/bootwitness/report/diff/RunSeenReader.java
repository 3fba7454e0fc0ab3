package dev.bootwitness.report.diff;

import dev.bootwitness.diagnosis.Replay;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.logpattern.LogPattern;
import dev.bootwitness.report.logpattern.LogPatternMiner;
import dev.bootwitness.report.logpattern.Mask;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a record what is compared of a run: its events one after the other, and the lines of
 * {@code serial.txt} that have no event.
 */
final class RunSeenReader {
  private static final Pattern RELEASE = Pattern.compile("Linux version (\\S{1,200})");
  private static final Pattern WORDS = Pattern.compile("(?:Kernel c|C)ommand line: (.*)");

  private static final int LONGEST = 300;
  private static final int LONGEST_LINE = 4096;

  private final RunDirectory directory;
  private final LogPatternMiner miner;
  private final Predicate<RunDirectory> mayRead;
  private final Map<LogPattern, Sighting> log = new HashMap<>();
  private final Map<Stage, Double> stages = new EnumMap<>(Stage.class);
  private final Echo echo = new Echo();
  private Optional<Event.ImageReady> image = Optional.empty();
  private Optional<Event.MachineStarted> machine = Optional.empty();
  private Optional<Event.Restored> restored = Optional.empty();
  private Optional<Verdict> verdict = Optional.empty();
  private String kernel = "";
  private String words = "";
  private @Nullable Double power;
  private double last;
  private double ready = Double.NaN;
  private long lastLine;
  private Stage stage = Stage.POWER_ON;

  private RunSeenReader(
      RunDirectory directory, LogPatternMiner miner, Predicate<RunDirectory> mayRead) {
    this.directory = directory;
    this.miner = miner;
    this.mayRead = mayRead;
  }

  /**
   * Reads a run.
   *
   * @param miner the same for both runs that are compared
   * @param mayRead whether the record of the run that booted its machine may be read
   * @throws IOException when the record cannot be read
   */
  static RunSeen read(
      RunDirectory directory, LogPatternMiner miner, Predicate<RunDirectory> mayRead)
      throws IOException {
    return new RunSeenReader(directory, miner, mayRead).read();
  }

  private Verdict judged() throws IOException {
    Replay replay = new Replay(KeptKnowledge.of(directory, LocalDate.now(ZoneOffset.UTC)));
    var _ = new RecordReader(directory).read(replay);
    return replay.verdict();
  }

  private RunSeen read() throws IOException {
    RecordGaps gaps = new RecordReader(directory).read(this::accept);
    if (gaps.events() == 0 && !Files.exists(directory.events())) {
      throw new NoSuchFileException(directory.events().toString());
    }
    linesWithoutEvents();
    Verdict judged = verdict.isPresent() ? verdict.get() : judged();
    RunSeen own =
        new RunSeen(
            directory.id(),
            directory.path(),
            judged,
            image,
            machine,
            machine.map(m -> MachineOptions.of(m, image)).orElse(List.of()),
            kernel,
            words.isEmpty() ? appended() : words,
            stages,
            log,
            Double.isNaN(ready) ? last : ready,
            restored.map(Event.Restored::run).orElse(null),
            true,
            miner.full(),
            gaps.sentences());
    return restored.isEmpty() ? own : withBoot(own, restored.get());
  }

  /** A clone's boot is that of the run that booted its machine. */
  private RunSeen withBoot(RunSeen own, Event.Restored from) {
    try {
      RunDirectory booted = booted(from);
      // That run booted its machine itself: a record that says otherwise is not followed further.
      RunSeen boot = read(booted, miner, _ -> false);
      return merged(
          own, boot.kernel(), boot.words(), boot.stages(), boot.log(), boot.watched(), true);
    } catch (IOException e) {
      Map<Stage, Double> inherited = new EnumMap<>(Stage.class);
      from.stages().forEach(s -> inherited.put(s.stage(), s.at()));
      return merged(own, own.kernel(), own.words(), inherited, own.log(), own.watched(), false);
    }
  }

  private RunDirectory booted(Event.Restored from) throws IOException {
    try {
      Path beside = directory.path().resolveSibling(from.run());
      if (!from.run().matches("[\\w][\\w.+-]*")) {
        throw new IOException("no run can be called " + from.run());
      }
      RunDirectory booted =
          RunDirectory.open(Files.isDirectory(beside) ? beside : Path.of(from.record()));
      if (!booted.path().equals(directory.path()) && mayRead.test(booted)) {
        return booted;
      }
    } catch (InvalidPathException e) {
      throw new IOException("no record of the run " + from.run(), e);
    }
    throw new IOException("no record of the run " + from.run());
  }

  private static RunSeen merged(
      RunSeen own,
      String kernel,
      String words,
      Map<Stage, Double> stages,
      Map<LogPattern, Sighting> log,
      double watched,
      boolean bootRead) {
    return new RunSeen(
        own.id(),
        own.record(),
        own.verdict(),
        own.image(),
        own.machine(),
        own.options(),
        kernel,
        words,
        stages,
        log,
        watched,
        own.bootedBy(),
        bootRead,
        own.full(),
        own.gaps());
  }

  private void accept(StampedEvent stamped) {
    switch (stamped.event()) {
      case Event.ImageReady ready -> image = Optional.of(ready);
      case Event.MachineStarted started -> machine = Optional.of(started);
      case Event.PoweredOn() -> power = stamped.seconds();
      case Event.Restored from -> restored = Optional.of(from);
      case Event.ConsoleSent sent -> echo.typed(sent.text());
      case Event.StageReached reached -> reached(reached, at(stamped));
      case Event.ConsoleLine line -> line(line.line(), at(stamped), line.text());
      case Event.VerdictReached reached -> verdict = Optional.of(reached.verdict());
      default -> {}
    }
    Double now = at(stamped);
    last = now == null ? last : now;
  }

  private @Nullable Double at(StampedEvent stamped) {
    return power == null ? null : stamped.seconds() - power;
  }

  private void reached(Event.StageReached reached, @Nullable Double at) {
    stage = reached.stage();
    stages.putIfAbsent(stage, at == null ? 0 : at);
    if (stage == Stage.READY && at != null) {
      ready = at;
    }
  }

  private void line(long number, @Nullable Double at, String raw) {
    lastLine = Math.max(lastLine, number);
    if (stage.compareTo(Stage.LOGIN) >= 0 && echo.is(raw)) {
      return;
    }
    String text = Stamp.withoutLead(raw);
    String said = text.substring(Mask.afterTimestamp(text));
    if (kernel.isEmpty() || words.isEmpty()) {
      identity(said);
    }
    boolean stamped = said.length() < text.length();
    boolean late = stage == Stage.READY && at != null && !stamped;
    Optional<LogPattern> template = miner.learn(text);
    template.ifPresent(
        t -> log.merge(t, sighting(number, at, text, late), (old, now) -> old.again()));
  }

  private Sighting sighting(long number, @Nullable Double at, String text, boolean late) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return new Sighting(1, number, at, stage, cut, UnitLine.of(cut), late);
  }

  private void identity(String said) {
    Matcher release = RELEASE.matcher(said);
    if (kernel.isEmpty() && release.lookingAt()) {
      kernel = release.group(1);
    }
    Matcher line = WORDS.matcher(said);
    if (words.isEmpty() && line.lookingAt()) {
      words = line.group(1).strip();
    }
  }

  private String appended() {
    List<String> argv = machine.map(Event.MachineStarted::argv).orElse(List.of());
    int at = argv.indexOf("-append");
    return at < 0 || at + 1 >= argv.size() ? "" : argv.get(at + 1);
  }

  /** Only the first lines of a long log have events; the rest has neither times nor stages. */
  private void linesWithoutEvents() throws IOException {
    if (!Files.isRegularFile(directory.serialText())) {
      return;
    }
    // Read by hand: a Reader takes a lock for each character, and a line may be endless.
    try (InputStream in = new FileInputStream(directory.serialText().toFile())) {
      byte[] block = new byte[1 << 16];
      byte[] line = new byte[LONGEST_LINE];
      int length = 0;
      long number = 1;
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        for (int i = 0; i < read; i++) {
          if (block[i] != '\n') {
            if (length < LONGEST_LINE) {
              line[length++] = block[i];
            }
            continue;
          }
          if (number > lastLine) {
            line(number, null, new String(line, 0, length, StandardCharsets.UTF_8));
          }
          length = 0;
          number++;
        }
      }
    }
  }

  static List<String> wordsOf(String commandLine) {
    List<String> all = new ArrayList<>();
    for (String word : commandLine.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        all.add(word);
      }
    }
    return all;
  }
}
