package dev.bootwitness.image.nix;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.image.nix.NixMessage.Activity;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safere.Pattern;

/**
 * Turns Nix's log for programs into lines for a person, each with who speaks, and into the step
 * that Nix is at.
 *
 * <p>A line of a derivation's builder begins with the derivation's name, as in {@code debian-live>
 * }; what Nix says while it evaluates begins with {@value #EVALUATION}, which no derivation can be
 * called because of its blank. Not thread-safe.
 */
public final class NixLog {

  /** What a message of the evaluation begins with. */
  public static final String EVALUATION = "nix evaluation> ";

  private static final int MOST_ACTIVITIES = 10_000;
  private static final int LAST_LINES = 20;
  private static final int LONGEST = 4096;
  private static final int SHORT = 3;

  /** Nix colours its messages, whatever the log format: SGR sequences of ECMA-48. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final Pattern FAILED =
      Pattern.compile("(?:builder for|build of|Cannot build) '[^']*/[a-z0-9]{32}-([^']+)\\.drv'");

  /** An activity that has not ended. */
  private record Open(Activity activity, String name) {}

  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final Map<String, ArrayDeque<String>> tails = new LinkedHashMap<>();
  private Optional<String> failed = Optional.empty();
  private boolean realising;
  private boolean built;

  /**
   * What a line of the log means.
   *
   * @param lines for a person, printable and of bounded length
   * @param step what Nix does now: {@code evaluation}, {@code fetching}, {@code building} or {@code
   *     copying}
   * @param detail which derivation or path the step is at; may be empty
   * @param spoken the line a builder wrote, without its name; empty when none did
   */
  public record Reading(List<String> lines, String step, String detail, Optional<String> spoken) {
    public Reading {
      lines = List.copyOf(lines);
    }
  }

  /** Takes the next line of the log. */
  public Reading read(String raw) {
    Optional<NixMessage> message = NixMessage.read(raw);
    if (message.isEmpty()) {
      boolean foreign = !raw.startsWith(NixMessage.PREFIX);
      return reading(foreign ? List.of(raw) : List.of(), Optional.empty());
    }
    return switch (message.get()) {
      case NixMessage.Text text -> reading(text(text), Optional.empty());
      case NixMessage.Started started -> reading(started(started), Optional.empty());
      case NixMessage.Stopped(long id) -> {
        open.remove(id);
        yield reading(List.of(), Optional.empty());
      }
      case NixMessage.BuilderLine(long id, String line) -> builderLine(id, line);
      case NixMessage.Progress _ -> reading(List.of(), Optional.empty());
    };
  }

  /** The end of what the derivation that failed wrote; empty when none did. */
  public List<String> lastLinesOfFailed() {
    return failed.map(tails::get).<List<String>>map(List::copyOf).orElse(List.of());
  }

  /** Whether a derivation was built: Nix found nothing to do otherwise. */
  public boolean built() {
    return built;
  }

  private List<String> text(NixMessage.Text text) {
    if (text.level() > 3) {
      return List.of(); // "evaluating file …": more than a person wants to know
    }
    String speaker = realising ? "" : EVALUATION;
    List<String> lines =
        joined(colourless(text.text())).stream().map(line -> printable(speaker + line)).toList();
    lines.stream()
        .map(FAILED::matcher)
        .filter(org.safere.Matcher::find)
        .findFirst()
        .ifPresent(found -> failed = failed.or(() -> Optional.ofNullable(found.group(1))));
    return lines;
  }

  /** A short message is one line, as in {@code hash mismatch …: specified: … got: …}. */
  private static List<String> joined(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.size() <= SHORT
        ? List.of(String.join(" ", lines).strip().replaceAll("\\s+", " "))
        : lines;
  }

  private List<String> started(NixMessage.Started started) {
    realising |= started.activity() == Activity.REALISE;
    if (started.activity() == Activity.OTHER || open.size() >= MOST_ACTIVITIES) {
      return List.of();
    }
    String path = started.fields().isEmpty() ? "" : started.fields().getFirst();
    String name = name(path);
    open.put(started.id(), new Open(started.activity(), name));
    return switch (started.activity()) {
      case BUILD -> {
        built = true;
        yield List.of(printable("building " + name));
      }
      case DOWNLOAD, FETCH_TREE -> List.of(printable(colourless(started.text())));
      case COPY_PATH, SUBSTITUTE -> List.of(printable("copying " + name));
      case REALISE, OTHER -> List.of();
    };
  }

  private Reading builderLine(long id, String line) {
    Open activity = open.get(id);
    String name = activity == null ? "?" : activity.name();
    String plain = printable(colourless(line));
    ArrayDeque<String> tail = tails.computeIfAbsent(name, _ -> new ArrayDeque<>());
    if (tail.size() == LAST_LINES) {
      tail.removeFirst();
    }
    tail.addLast(plain);
    if (tails.size() > MOST_ACTIVITIES) {
      tails.remove(tails.keySet().iterator().next());
    }
    return reading(List.of(name + "> " + plain), Optional.of(plain));
  }

  private Reading reading(List<String> lines, Optional<String> spoken) {
    if (!realising) {
      return new Reading(
          lines,
          latest(Activity.DOWNLOAD, Activity.FETCH_TREE).isPresent() ? "fetching" : "evaluation",
          "",
          spoken);
    }
    Optional<Open> building = latest(Activity.BUILD);
    if (building.isPresent()) {
      return new Reading(lines, "building", building.get().name(), spoken);
    }
    Optional<Open> copying = latest(Activity.COPY_PATH, Activity.SUBSTITUTE);
    if (copying.isPresent()) {
      return new Reading(lines, "copying", copying.get().name(), spoken);
    }
    String step = latest(Activity.DOWNLOAD).isPresent() ? "fetching" : "building";
    return new Reading(lines, step, "", spoken);
  }

  private Optional<Open> latest(Activity... kinds) {
    List<Activity> wanted = List.of(kinds);
    return open.values().stream()
        .filter(activity -> wanted.contains(activity.activity()))
        .reduce((_, later) -> later);
  }

  /** {@code /nix/store/<hash>-debian-live.drv} is called {@code debian-live}. */
  private static String name(String storePath) {
    String file = storePath.substring(storePath.lastIndexOf('/') + 1);
    String name = file.substring(file.indexOf('-') + 1);
    String bare = name.endsWith(".drv") ? name.substring(0, name.length() - 4) : name;
    return printable(bare);
  }

  private static String colourless(String text) {
    return COLOUR.matcher(text).replaceAll("");
  }

  private static String printable(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return VisibleText.of(shown);
  }
}
