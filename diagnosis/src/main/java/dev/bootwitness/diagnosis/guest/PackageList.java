package dev.bootwitness.diagnosis.guest;

import java.util.List;
import java.util.Optional;

/**
 * A guest's installed packages, as its package manager lists them.
 *
 * @param packages in the order printed
 */
public record PackageList(List<Entry> packages) {

  /** Copies the list. */
  public PackageList {
    packages = List.copyOf(packages);
  }

  /** One package. */
  public record Entry(String name, String version) {}

  /** Exit status of {@link #COMMAND} where there is no package manager that it knows. */
  public static final int NO_MANAGER = 9;

  /** Prints name, tab, version of each: dpkg-query(1), rpm(8), pacman(8), apk(8). */
  public static final String COMMAND =
      "if command -v dpkg-query >/dev/null 2>&1; then dpkg-query -W -f"
          + " '${db:Status-Abbrev}\\t${Package}\\t${Version}\\n' | sed -n 's/^[a-z]i *\\t//p';"
          + " elif command -v rpm >/dev/null 2>&1; then rpm -qa --qf"
          + " '%{NAME}\\t%{VERSION}-%{RELEASE}\\n';"
          + " elif command -v pacman >/dev/null 2>&1; then pacman -Q | tr ' ' '\\t';"
          + " elif command -v apk >/dev/null 2>&1; then apk info -v 2>/dev/null |"
          + " sed 's/-\\([0-9][^-]*-r[0-9]*\\)$/\\t\\1/'; else exit "
          + NO_MANAGER
          + "; fi";

  /** Reads what {@link #COMMAND} prints; lines of another form are left out. */
  public static PackageList parse(String text) {
    return new PackageList(
        text.lines()
            .map(line -> List.of(line.split("\t", -1)))
            .filter(fields -> fields.size() == 2 && !fields.getFirst().isEmpty())
            .map(fields -> new Entry(fields.get(0), fields.get(1)))
            .toList());
  }

  /** The package of that name. */
  public Optional<Entry> named(String name) {
    return packages.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
