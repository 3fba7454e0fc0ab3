/**
 * Binding of a spec's text to values: what keys there are, what may stand under each, and the
 * mistakes with their places.
 */
@NullMarked
package dev.bootwitness.engine.binding;

import org.jspecify.annotations.NullMarked;
