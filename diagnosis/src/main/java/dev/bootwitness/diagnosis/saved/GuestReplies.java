package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.Session;
import dev.bootwitness.diagnosis.guest.JobList;
import dev.bootwitness.diagnosis.guest.ListedVolumes;
import dev.bootwitness.diagnosis.guest.NetworkLinks;
import dev.bootwitness.diagnosis.guest.OrderingDeadlock;
import dev.bootwitness.diagnosis.guest.StatusFile;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.diagnosis.guest.UnitState;
import dev.bootwitness.diagnosis.guest.UnitStates;
import dev.bootwitness.diagnosis.guest.VolumePlan;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What commands printed about the guest's state over a whole log: the last report on each thing,
 * with its line. Not thread-safe.
 */
final class GuestReplies {
  /** A value with the line that shows it. */
  record Seen<T>(T value, LogLine line) {}

  private static final int MOST_BLOCK = 4000;
  private static final Pattern SHOW = Pattern.compile("systemctl (?:-\\S+ )*show\\b(.*)");
  private static final Pattern FAILED_ROW =
      Pattern.compile("^\\s*[●*x×\\x{FFFD}]? ?(\\S+\\.[a-z]+)\\s+loaded\\s+failed\\s+failed\\b");
  private static final LinePattern LISTS_STORAGE = Signs.of("reply-lists-storage");
  private static final LinePattern NOT_FOUND_LINK = Signs.of("reply-not-found-link");
  private static final LinePattern DEFAULT_ROUTE = Signs.of("reply-default-route");
  private static final LinePattern UNANSWERED_DHCP = Signs.of("reply-unanswered-dhcp");

  private final StatusFiles statusFiles;
  private final List<LogLine> block = new ArrayList<>();
  private final Map<String, Seen<UnitState>> units = new LinkedHashMap<>();
  private final List<NetworkLinks.Link> links = new ArrayList<>();
  private final Set<String> planned = new LinkedHashSet<>();
  private @Nullable Seen<Set<String>> listedVolumes;
  private @Nullable Seen<JobList> jobs;
  private @Nullable Seen<StatusFile.Status> storage;
  private @Nullable LogLine linkLine;
  private @Nullable LogLine missingLink;
  private @Nullable LogLine vacuous;
  private @Nullable LogLine nothingListed;
  private @Nullable LogLine noLease;
  private String asked = "";
  private boolean storageListed;
  private boolean storageAsked;
  private boolean addressesAsked;
  private boolean routed;

  GuestReplies(StatusFiles statusFiles) {
    this.statusFiles = statusFiles;
  }

  /** A line a command printed. */
  void output(LogLine line) {
    show(line.text());
    if (block.size() < MOST_BLOCK) {
      block.add(line);
    }
  }

  /**
   * A command has ended: what it printed is read.
   *
   * @param session who asked, and what
   * @param at the prompt's line, or the log's last one
   */
  void ended(Session session, LogLine at) {
    String command = session.lastCommand();
    show(command);
    storageAsked |= statusFiles.areNamedIn(command);
    listing(session, command, at);
    volumes(session, command);
    for (int i = 0; i < block.size(); i++) {
      look(i);
    }
    List<String> texts = block.stream().map(LogLine::text).toList();
    shown(texts);
    network(texts);
    block.clear();
  }

  /** A journal entry of a service: whether it says that there was nothing to do. */
  void journal(LogLine line, String message) {
    if (vacuous == null && statusFiles.nothingPlanned(message)) {
      vacuous = line;
    }
  }

  private void look(int i) {
    LogLine line = block.get(i);
    String text = line.text();
    if (UnitStates.begins(text) != null) {
      UnitStates.ofStatus(texts(i)).ifPresent(state -> note(state, stateLine(i)));
    } else if (JobList.begins(text)) {
      jobs = new Seen<>(JobList.parse(texts(i)), line);
    } else {
      statusFiles
          .beginningWith(text)
          .flatMap(file -> file.parse(statusLines(i)))
          .ifPresent(status -> storage = new Seen<>(status, line));
      Matcher failed = FAILED_ROW.matcher(text);
      if (failed.find()) {
        note(failedUnit(failed.group(1)), line);
      }
      if (NOT_FOUND_LINK.isIn(text)) {
        missingLink = line;
      }
      routed |= DEFAULT_ROUTE.isIn(text);
      if (UNANSWERED_DHCP.isIn(text)) {
        noLease = line;
      }
    }
  }

  /** Properties of units, of several when the answer names them. */
  private void shown(List<String> texts) {
    Optional<LogLine> telling =
        block.stream()
            .filter(
                line -> line.text().startsWith("ActiveState=") || line.text().startsWith("After="))
            .findFirst();
    telling.ifPresent(line ->
        UnitStates.ofShow(String.join("\n", texts), asked).forEach(state -> note(state, line)));
  }

  private static UnitState failedUnit(String unit) {
    return UnitStates.ofShow("Id=" + unit + "\nActiveState=failed\n", unit).getFirst();
  }

  private void note(UnitState state, LogLine line) {
    Seen<UnitState> before = units.get(state.unit());
    if (before == null) {
      units.put(state.unit(), new Seen<>(state, line));
    } else {
      LogLine telling = state.active().isEmpty() ? before.line() : line;
      units.put(state.unit(), new Seen<>(before.value().updatedBy(state), telling));
    }
  }

  private List<String> texts(int from) {
    return block.subList(from, block.size()).stream().map(LogLine::text).toList();
  }

  private List<String> statusLines(int from) {
    return texts(from).stream().takeWhile(StatusFile::belongs).toList();
  }

  /** The line with the state is better evidence than the unit's name. */
  private LogLine stateLine(int head) {
    for (int i = head; i < Math.min(head + 8, block.size()); i++) {
      if (block.get(i).text().stripLeading().startsWith("Active:")) {
        return block.get(i);
      }
    }
    return block.get(head);
  }

  /** Notes which unit a {@code systemctl show} asks for, wherever it was typed or echoed. */
  private void show(String text) {
    Matcher show = SHOW.matcher(text);
    if (!show.find()) {
      return;
    }
    String unit = "";
    String before = "";
    for (String word : show.group(1).strip().split("\\s+", -1)) {
      boolean value = before.equals("-p") || before.equals("--property");
      unit = word.startsWith("-") || value ? unit : word;
      before = word;
    }
    asked = unit;
  }

  private void listing(Session session, String command, LogLine at) {
    Matcher lists = LISTS_STORAGE.matcher(command);
    if (!lists.find() || !session.isRoot()) {
      return;
    }
    // Text typed ahead is echoed twice, the second time among its output.
    boolean empty =
        block.stream()
            .map(line -> line.text().strip())
            .allMatch(text -> text.isEmpty() || text.equals(command.strip()));
    storageListed |= !empty;
    nothingListed = empty ? at : nothingListed;
  }

  private void volumes(Session session, String command) {
    List<String> texts = block.stream().map(LogLine::text).toList();
    planned.addAll(VolumePlan.printed(texts).volumes());
    Optional<Set<String>> listed =
        session.isRoot() ? ListedVolumes.of(command, texts) : Optional.empty();
    listed
        .filter(volumes -> !volumes.isEmpty())
        .ifPresent(volumes -> listedVolumes = new Seen<>(volumes, block.getFirst()));
  }

  /** The volumes of the plan that are missing, with the list that lacks them. */
  Optional<Seen<Set<String>>> missingVolumes() {
    Seen<Set<String>> listed = listedVolumes;
    if (listed == null) {
      return Optional.empty();
    }
    var missing = new LinkedHashSet<>(planned);
    missing.removeAll(listed.value());
    return missing.isEmpty() ? Optional.empty() : Optional.of(new Seen<>(missing, listed.line()));
  }

  private void network(List<String> texts) {
    NetworkLinks seen = NetworkLinks.parse(texts);
    for (NetworkLinks.Link link : seen.links()) {
      links.removeIf(known -> known.name().equals(link.name()) && link.addresses().isEmpty());
      links.add(link);
    }
    if (!seen.links().isEmpty()) {
      addressesAsked |=
          texts.stream()
              .anyMatch(text ->
                  text.contains("inet ")
                      || text.contains("Address: ")
                      || text.contains(" 127.0.0.1/8"));
      for (LogLine line : block) {
        if (NetworkLinks.tells(line.text())
            && (linkLine == null || !line.text().contains(": lo:"))) {
          linkLine = line;
        }
      }
    }
  }

  Optional<Seen<StatusFile.Status>> storage() {
    return Optional.ofNullable(storage);
  }

  /** Whether somebody asked what storage provisioning did. */
  boolean storageAsked() {
    return storageAsked;
  }

  List<Seen<UnitState>> units() {
    return List.copyOf(units.values());
  }

  /** What shows that nothing was written although it was reported as applied. */
  Optional<LogLine> nothingThere() {
    return Optional.ofNullable(vacuous)
        .or(() -> storageListed ? Optional.empty() : Optional.ofNullable(nothingListed));
  }

  Optional<Seen<OrderingDeadlock>> deadlock() {
    Seen<JobList> queue = jobs;
    if (queue == null) {
      return Optional.empty();
    }
    return OrderingDeadlock.find(queue.value(), units.values().stream().map(Seen::value).toList())
        .map(deadlock -> new Seen<>(deadlock, queue.line()));
  }

  /** What keeps the guest off the network, if the answers show that it is off. */
  Optional<Finding> network() {
    List<NetworkLinks.Link> physical =
        links.stream().filter(NetworkLinks.Link::isPhysical).toList();
    LogLine line = linkLine == null ? missingLink : linkLine;
    boolean online = routed || physical.stream().anyMatch(NetworkLinks.Link::isReachable);
    if (online || line == null) {
      return noLease == null || online
          ? Optional.empty()
          : Optional.of(new Finding("network/no-lease", "no DHCP server answered", noLease));
    }
    if (physical.isEmpty()) {
      boolean all = links.stream().anyMatch(link -> link.name().equals("lo"));
      if (all) {
        return Optional.of(new Finding("network/no-interface", "the guest has only lo", line));
      }
      return links.isEmpty()
          ? Optional.of(
              new Finding("network/no-interface", "what was asked for does not exist", line))
          : Optional.empty();
    }
    Optional<NetworkLinks.Link> dead =
        physical.stream().filter(link -> link.isDown() || link.lacksCarrier()).findFirst();
    if (dead.isPresent()) {
      return Optional.of(new Finding("network/no-carrier", sentence(dead.get()), line));
    }
    return addressesAsked
        ? Optional.of(
            new Finding(
                "network/no-lease",
                physical.getFirst().name() + " is up with a carrier and has no address",
                line))
        : Optional.empty();
  }

  /** A cause with its evidence. */
  record Finding(String cause, String detail, LogLine line) {}

  private static String sentence(NetworkLinks.Link link) {
    return link.isDown()
        ? link.name() + " is down: nothing has configured it, so it has no carrier"
        : link.name() + " is up and has no carrier";
  }
}
