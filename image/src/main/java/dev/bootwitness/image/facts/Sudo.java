package dev.bootwitness.image.facts;

import java.util.List;

/**
 * What sudo allows.
 *
 * @param users who may become root with their password
 * @param passwordless who may become root without one
 */
public record Sudo(List<String> users, List<String> passwordless) {

  /** Copies the lists. */
  public Sudo {
    users = List.copyOf(users);
    passwordless = List.copyOf(passwordless);
  }
}
