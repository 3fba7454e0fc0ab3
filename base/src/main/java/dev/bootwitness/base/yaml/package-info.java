/** Strict YAML reading: unknown keys and wrong types are mistakes with line and column. */
@NullMarked
package dev.bootwitness.base.yaml;

import org.jspecify.annotations.NullMarked;
