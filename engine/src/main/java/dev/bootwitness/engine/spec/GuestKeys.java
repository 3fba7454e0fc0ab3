package dev.bootwitness.engine.spec;

import static dev.bootwitness.engine.binding.Form.either;
import static dev.bootwitness.engine.binding.Form.listOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Mapping;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.KeyRule;
import dev.bootwitness.engine.binding.SpecKeys;

/** The keys of {@code guest}. */
final class GuestKeys {

  static final SpecKeys FILE =
      SpecKeys.of(
              "guest.files.PATH",
              optional(
                  "text",
                  Scalar.TEXT,
                  "none",
                  "The content itself. Exactly one of `text`, `from`, `env` and `file` must be given."),
              optional("from", Scalar.PATH, "none", "A file of this host with the content."),
              optional(
                  "env",
                  Scalar.TEXT,
                  "none",
                  "An environment variable with the content, a secret. One that is set to nothing"
                      + " counts as not set; an empty file is `{text: \"\"}`."),
              optional(
                  "file", Scalar.PATH, "none", "A file of this host with the content, a secret."),
              optional("mode", Scalar.TEXT, "0644", "Three octal digits, e.g. `0600`."),
              optional("owner", Scalar.TEXT, "root", "A user's name or number."),
              optional("group", Scalar.TEXT, "root", "A group's name or number."))
          .ruled(KeyRule.exactlyOne("text", "from", "env", "file"));

  static final SpecKeys KEY =
      SpecKeys.of(
          "guest.authorizedKeys[]",
          required("from", Scalar.PATH, "A file of this host with lines of authorized_keys."));

  static final SpecKeys GUEST =
      SpecKeys.of(
          "guest",
          optional(
              "files",
              new Form.Named(
                  "absolute paths to contents", "^/.", either(Scalar.TEXT, new Mapping(FILE))),
              "none",
              "Files for the guest, by their paths in it. A text is short for `{text: …}`."),
          optional(
              "authorizedKeys",
              listOf(either(Scalar.TEXT, new Mapping(KEY))),
              "none",
              "Public keys added to `/root/.ssh/authorized_keys`. `from` names a file of such lines."));

  private GuestKeys() {}
}
