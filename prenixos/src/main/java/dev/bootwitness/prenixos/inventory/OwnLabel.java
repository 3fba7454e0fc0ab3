package dev.bootwitness.prenixos.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that pre-nixos gives a partition in its table: which apply made it, what for, and
 * whether that apply has ended. It is the mark by which a cut-off apply is recognised.
 *
 * @param apply eight hexadecimal digits, new in every apply
 * @param role {@code esp}, or the group that the partition belongs to
 * @param unfinished whether the apply had not ended when this was written
 */
public record OwnLabel(String apply, String role, boolean unfinished) {
  private static final Pattern FORM =
      Pattern.compile("pre-nixos-([0-9a-f]{8})-([a-z]+(?:_[0-9]+)?)(-new)?");

  public static Optional<OwnLabel> parse(String label) {
    Matcher matcher = FORM.matcher(label);
    return matcher.matches()
        ? Optional.of(new OwnLabel(matcher.group(1), matcher.group(2), matcher.group(3) != null))
        : Optional.empty();
  }

  public OwnLabel finished() {
    return new OwnLabel(apply, role, false);
  }

  /** At most 36 characters, which is what a GPT has room for (UEFI 2.10, table 5.6). */
  public String text() {
    return "pre-nixos-" + apply + "-" + role + (unfinished ? "-new" : "");
  }
}
