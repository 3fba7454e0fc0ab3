package dev.bootwitness.image.system;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.image.facts.AuthorizedKey;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.tool.ToolFailure;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public keys that open a session by SSH (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
final class AuthorizedKeys {

  private static final int MOST = 100;

  private static final Pattern KEY =
      Pattern.compile(
          "((?:ssh|ecdsa|sk)-[A-Za-z0-9@.-]{3,60}) ([A-Za-z0-9+/]{16,16384}={0,2})(?: (.*))?");

  private AuthorizedKeys() {}

  static List<AuthorizedKey> read(TreeFiles files, String etc, String passwd)
      throws ToolFailure, InterruptedException {
    Map<String, String> owners = new LinkedHashMap<>();
    owners.put("/root/.ssh/authorized_keys", "root");
    owners.put(etc + "/ssh/authorized_keys.d/root", "root");
    for (String line : passwd.lines().limit(10_000).toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 7 && fields[5].startsWith("/home/")) {
        owners.put(fields[5] + "/.ssh/authorized_keys", fields[0]);
        owners.put(etc + "/ssh/authorized_keys.d/" + fields[0], fields[0]);
      }
    }
    List<AuthorizedKey> keys = new ArrayList<>();
    Map<String, String> texts = files.texts(owners.keySet(), SystemReader.LONGEST);
    texts.forEach((path, text) ->
        text.lines()
            .limit(MOST)
            .map(line -> key(owners.getOrDefault(path, ""), line.strip()))
            .flatMap(Optional::stream)
            .forEach(keys::add));
    return keys;
  }

  /** Options may come before the key. */
  private static Optional<AuthorizedKey> key(String user, String line) {
    Matcher key = KEY.matcher(line);
    if (line.startsWith("#") || !key.find()) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(key.group(2));
      byte[] digest = Sha256.start().digest(blob);
      String print = Base64.getEncoder().withoutPadding().encodeToString(digest);
      String comment = key.group(3);
      return Optional.of(
          new AuthorizedKey(
              user, key.group(1), "SHA256:" + print, comment == null ? "" : comment.strip()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
