package dev.bootwitness.engine.known;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.SpecKeys;

/** The keys of {@code known.yaml}; apart, since a project without the file need not make them. */
final class KnownKeys {

  static final SpecKeys WHERE =
      SpecKeys.of(
          "known[].where",
          optional("specs", Form.listOf(Scalar.TEXT), "all", "Names of specs."),
          optional(
              "architectures", Form.listOf(Scalar.TEXT), "all", "As `machine.arch` has them."));

  static final SpecKeys ENTRY =
      SpecKeys.of(
          "known[]",
          required("cause", Scalar.TEXT, "The primary cause of the failure, as verdicts name it."),
          optional("subject", Scalar.TEXT, "any", "What the finding is about: a unit, a check, …"),
          optional(
              "quote", Scalar.REGEX, "any", "An expression that the finding's evidence matches."),
          optional("where", new Form.Mapping(WHERE), "everywhere", "Which runs it is about."),
          required("ticket", Scalar.TEXT, "Where it is dealt with."),
          required("owner", Scalar.TEXT, "Who deals with it."),
          required("expires", Scalar.DATE, "The last day on which it counts, in UTC."),
          required("reason", Scalar.TEXT, "Why it is tolerated until then."));

  static final SpecKeys ALL =
      SpecKeys.of(
          "",
          required("known", Form.listOf(new Form.Mapping(ENTRY)), "The failures, in any order."));

  private KnownKeys() {}
}
