package dev.bootwitness.engine.binding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What may appear under a key of the spec. */
public sealed interface Form {

  /** A value of one or more lines, written as a YAML text. */
  enum Scalar implements Form {
    TEXT("text"),
    /** A path of this host, relative to the spec's folder. */
    PATH("path"),
    /** Without a slash, and not beginning with a dot. */
    FOLDER_NAME("name"),
    /** An absolute path in the guest. */
    GUEST_PATH("absolute path"),
    DURATION("duration"),
    SIZE("size"),
    /** A day, in ISO 8601. */
    DATE("date"),
    /** For a linear-time engine: no back-references, no look-around. */
    REGEX("regex"),
    BOOLEAN("`true`, `false`"),
    /** {@code true} alone: without it, the key is left out. */
    TRUE("`true`");

    private final String words;

    Scalar(String words) {
      this.words = words;
    }

    @Override
    public String inWords() {
      return words;
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  record Whole(int least, int most) implements Form {
    @Override
    public String inWords() {
      return "whole number, " + least + " to " + most;
    }
  }

  /** One of these words. */
  record OneOf(List<String> words) implements Form {
    public OneOf {
      words = List.copyOf(words);
    }

    @Override
    public String inWords() {
      return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
  }

  /** A list of items that all have one form. */
  record ListOf(Form item) implements Form {
    @Override
    public String inWords() {
      return "list of " + plural(item);
    }

    private static String plural(Form item) {
      return switch (item) {
        case Either either ->
            either.forms().stream()
                .map(ListOf::plural)
                .distinct()
                .collect(Collectors.joining(" or "));
        case Scalar scalar when scalar != Scalar.BOOLEAN && scalar != Scalar.TRUE ->
            scalar.inWords() + "s";
        case Mapping _ -> "mappings";
        default -> item.inWords();
      };
    }
  }

  /** A mapping with these keys. */
  record Mapping(SpecKeys keys) implements Form {
    @Override
    public String inWords() {
      return "mapping";
    }
  }

  /**
   * A mapping whose keys the spec chooses.
   *
   * @param names what the keys are
   * @param pattern what each key matches, a regular expression of ECMA-262
   */
  record Named(String names, String pattern, Form value) implements Form {
    @Override
    public String inWords() {
      return "mapping from " + names;
    }
  }

  /** Any one of these forms. */
  record Either(List<Form> forms) implements Form {
    public Either {
      forms = List.copyOf(forms);
    }

    @Override
    public String inWords() {
      return forms.stream().map(Form::inWords).distinct().collect(Collectors.joining(", or "));
    }
  }

  /** The name in the reference, e.g. {@code list of sizes or mappings}. */
  String inWords();

  /** Whether a value of the other form is allowed here. */
  default boolean admits(Form other) {
    return equals(other)
        || (this instanceof Either(List<Form> forms)
            && forms.stream().anyMatch(form -> form.admits(other)));
  }

  static Form either(Form... forms) {
    return new Either(Arrays.asList(forms));
  }

  static Form listOf(Form item) {
    return new ListOf(item);
  }

  /** One of the constants of an enum. */
  static Form oneOf(Class<? extends Enum<?>> type) {
    return new OneOf(List.copyOf(EnumWords.of(type).keySet()));
  }
}
