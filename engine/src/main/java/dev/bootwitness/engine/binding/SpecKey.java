package dev.bootwitness.engine.binding;

/**
 * One key of a mapping of the spec.
 *
 * @param form what may appear under it
 * @param required whether its mapping must have it
 * @param standard what applies without it: a value as the spec would write it, or words such as
 *     {@code none}; empty for a required key
 * @param meaning one sentence, or a few, in Markdown
 */
public record SpecKey(String name, Form form, boolean required, String standard, String meaning) {

  public static SpecKey required(String name, Form form, String meaning) {
    return new SpecKey(name, form, true, "", meaning);
  }

  public static SpecKey optional(String name, Form form, String standard, String meaning) {
    return new SpecKey(name, form, false, standard, meaning);
  }
}
