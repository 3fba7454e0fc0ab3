package dev.bootwitness.machine.qmp;

import tools.jackson.databind.JsonNode;

/**
 * QEMU's first line on a monitor connection.
 *
 * @param version {@code major.minor.micro}
 * @param build the distribution's name for the build; may be empty
 */
public record QmpGreeting(String version, String build) {

  static QmpGreeting of(JsonNode qmp) {
    JsonNode version = qmp.path("version");
    JsonNode qemu = version.path("qemu");
    return new QmpGreeting(
        "%d.%d.%d"
            .formatted(
                qemu.path("major").asInt(0),
                qemu.path("minor").asInt(0),
                qemu.path("micro").asInt(0)),
        version.path("package").asString(""));
  }

  /** Version and build in one line, e.g. {@code 7.2.22 (Debian 1:7.2+dfsg-7)}. */
  @Override
  public String toString() {
    return build.isBlank() ? version : version + " (" + build.strip() + ")";
  }
}
