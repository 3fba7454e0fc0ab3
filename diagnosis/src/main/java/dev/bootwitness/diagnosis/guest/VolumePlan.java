package dev.bootwitness.diagnosis.guest;

import dev.bootwitness.base.yaml.UntrustedYaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The volume groups and logical volumes that a storage provisioner's plan names, read from a file
 * of a guest or from a plan that was printed into a log.
 *
 * @param groups names of volume groups, in the plan's order
 * @param volumes logical volumes, {@code group/volume}, in the plan's order
 */
public record VolumePlan(Set<String> groups, Set<String> volumes) {
  /** A plan has a few KiB. */
  public static final int MOST = 262_144;

  private static final List<String> GROUP_KEYS =
      List.of("vgs", "volumeGroups", "volume_groups", "groups");
  private static final List<String> VOLUME_KEYS =
      List.of("lvs", "logicalVolumes", "logical_volumes", "volumes");
  private static final List<String> GROUP_OF_VOLUME =
      List.of("vg", "group", "volumeGroup", "volume_group");
  private static final List<String> NAME_KEYS = List.of("name");

  /** Within this many lines, a volume's name and its group belong to one object of a plan. */
  private static final int OBJECT = 8;

  private static final Pattern NAME = value(NAME_KEYS);
  private static final Pattern GROUP = value(GROUP_OF_VOLUME);
  private static final Pattern ENDS = Pattern.compile("[}\\]]\\s*,?\\s*$");
  private static final Pattern BETWEEN_KEYS = Pattern.compile("([{\\[,]|[}\\]],?)");

  public VolumePlan {
    groups = Collections.unmodifiableSet(new LinkedHashSet<>(groups));
    volumes = Collections.unmodifiableSet(new LinkedHashSet<>(volumes));
  }

  /** A key of JSON with a name as its value. */
  private static Pattern value(List<String> keys) {
    return Pattern.compile("\"(?:%s)\" ?: ?\"([\\w.+-]+)\"".formatted(String.join("|", keys)));
  }

  /** Whether it names nothing. */
  public boolean isEmpty() {
    return groups.isEmpty() && volumes.isEmpty();
  }

  /** The plan in a whole document of JSON or YAML; empty when it is neither, or no mapping. */
  public static Optional<VolumePlan> parse(String text) {
    return UntrustedYaml.read(text, MOST)
        .filter(Map.class::isInstance)
        .map(plan -> of((Map<?, ?>) plan));
  }

  private static VolumePlan of(Map<?, ?> plan) {
    var groups = new LinkedHashSet<String>();
    var volumes = new LinkedHashSet<String>();
    for (Map<?, ?> group : items(plan, GROUP_KEYS)) {
      Optional<String> name = word(group, NAME_KEYS);
      name.ifPresent(groups::add);
      items(group, VOLUME_KEYS).forEach(volume -> volume(name, volume).ifPresent(volumes::add));
    }
    for (Map<?, ?> volume : items(plan, VOLUME_KEYS)) {
      volume(word(volume, GROUP_OF_VOLUME), volume).ifPresent(volumes::add);
    }
    return new VolumePlan(groups, volumes);
  }

  private static Optional<String> volume(Optional<String> group, Map<?, ?> volume) {
    return group.flatMap(of -> word(volume, NAME_KEYS).map(name -> of + "/" + name));
  }

  private static List<Map<?, ?>> items(Map<?, ?> in, List<String> keys) {
    List<Map<?, ?>> items = new ArrayList<>();
    for (String key : keys) {
      if (in.get(key) instanceof List<?> list) {
        list.forEach(item -> {
          if (item instanceof Map<?, ?> map) {
            items.add(map);
          }
        });
      }
    }
    return items;
  }

  private static Optional<String> word(Map<?, ?> in, List<String> keys) {
    return keys.stream()
        .map(in::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }

  /**
   * The plan in what a command printed. If other text stands around it, or a part of it is missing,
   * its volumes are read from the objects that have a name and a group.
   */
  public static VolumePlan printed(List<String> lines) {
    if (lines.stream().noneMatch(line -> NAME.matcher(line).find())) {
      return new VolumePlan(Set.of(), Set.of());
    }
    return parse(String.join("\n", lines))
        .filter(plan -> !plan.isEmpty())
        .orElseGet(() -> new VolumePlan(Set.of(), volumesByKeys(lines)));
  }

  private static Set<String> volumesByKeys(List<String> lines) {
    return inObjects(lines.stream().flatMap(VolumePlan::keys).toList());
  }

  /** A line of JSON reformatted with one key per line. */
  private static Stream<String> keys(String line) {
    return line.indexOf('{') == line.lastIndexOf('{') && line.indexOf(',') == line.lastIndexOf(',')
        ? Stream.of(line)
        : BETWEEN_KEYS.matcher(line).replaceAll("$1\n").lines();
  }

  private static Set<String> inObjects(List<String> lines) {
    var planned = new LinkedHashSet<String>();
    String name = "";
    String group = "";
    int age = 0;
    for (String line : lines) {
      Matcher named = NAME.matcher(line);
      Matcher grouped = GROUP.matcher(line);
      name = named.find() ? named.group(1) : name;
      group = grouped.find() ? grouped.group(1) : group;
      age++;
      if (!name.isEmpty() && !group.isEmpty()) {
        planned.add(group + "/" + name);
      }
      if (ENDS.matcher(line).find() || line.contains("{") || age > OBJECT) {
        boolean opens = line.contains("{") && !ENDS.matcher(line).find();
        name = opens && NAME.matcher(line).find() ? name : "";
        group = opens && GROUP.matcher(line).find() ? group : "";
        age = 0;
      }
    }
    return planned;
  }

  /** What it names, in its order and in words, groups first. */
  public Stream<String> inWords() {
    return Stream.concat(
        groups.stream().map(group -> "volume group " + group),
        volumes.stream().map(volume -> "volume " + volume));
  }
}
