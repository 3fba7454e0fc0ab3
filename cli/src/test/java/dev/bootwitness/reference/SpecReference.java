package dev.bootwitness.reference;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.spec.SpecLoader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every key of a spec, a section a mapping. */
final class SpecReference implements ReferencePage {

  private static final String TYPES =
      """
      | type | written as |
      |---|---|
      | duration | a number with `ms`, `s`, `m` (or `min`) or `h`: `500ms`, `1.5s`, `90s`, `5m`; never zero |
      | size | a whole number with `MiB`, `GiB` or `TiB` (`M`, `G`, `T` mean the same): `512MiB`, `4GiB` |
      | path | a path of this host, relative to the spec's folder |
      | absolute path | a path in the guest |
      | regex | a regular expression for a linear-time engine: no back-references, no look-around; `^` and `$` match at line ends |
      """;

  @Override
  public String file() {
    return "spec.md";
  }

  @Override
  public String markdown() {
    Markdown page =
        new Markdown("The spec", "the keys that the binder reads (`RootKeys` and its kin)");
    page.paragraph(
        "`bootwitness.yaml` is YAML 1.2. It is read strictly: unknown keys, wrong types and missing"
            + " values are reported all at once, with line and column.");
    page.paragraph(TYPES.stripTrailing());
    Set<SpecKeys> mappings = new LinkedHashSet<>();
    gather(new Form.Mapping(SpecLoader.keys()), mappings);
    mappings.forEach(mapping -> section(page, mapping));
    return page.toString();
  }

  private static void section(Markdown page, SpecKeys mapping) {
    page.heading(2, mapping.title().isEmpty() ? "The whole spec" : mapping.title());
    page.table(
        List.of("key", "type", "default", "meaning"),
        mapping.keys().stream().map(SpecReference::row).toList());
  }

  private static List<String> row(SpecKey key) {
    Set<SpecKeys> inside = new LinkedHashSet<>();
    inner(key.form(), inside);
    String links =
        inside.stream()
            .map(SpecKeys::title)
            .map(title -> "[" + title + "](#" + Markdown.anchor(title) + ")")
            .collect(Collectors.joining(", "));
    String type = key.form().inWords() + (links.isEmpty() ? "" : ": " + links);
    return List.of("`" + key.name() + "`", type, standard(key), key.meaning());
  }

  /** A value is shown as code, words about one as they are. */
  private static String standard(SpecKey key) {
    if (key.required()) {
      return "required";
    }
    String text = key.standard();
    boolean words =
        text.contains(" ")
            || text.contains("`")
            || Set.of("none", "empty", "nothing", "unchanged").contains(text);
    return words ? text : "`" + text + "`";
  }

  /** This mapping and all below it, each once, from the outside in. */
  private static void gather(Form form, Set<SpecKeys> found) {
    Set<SpecKeys> direct = new LinkedHashSet<>();
    inner(form, direct);
    for (SpecKeys mapping : direct) {
      if (found.add(mapping)) {
        mapping.keys().forEach(key -> gather(key.form(), found));
      }
    }
  }

  /** The mappings that are allowed here themselves. */
  private static void inner(Form form, Set<SpecKeys> found) {
    switch (form) {
      case Form.Mapping(SpecKeys keys) -> found.add(keys);
      case Form.ListOf(Form item) -> inner(item, found);
      case Form.Named(_, _, Form value) -> inner(value, found);
      case Form.Either(List<Form> forms) -> forms.forEach(each -> inner(each, found));
      case Form.Scalar _, Form.Whole _, Form.OneOf _ -> {}
    }
  }
}
