/**
 * The machine that stands in for QEMU while {@code scripts/build} records which classes a run needs
 * (JEP 483). No part of the product starts it.
 */
@NullMarked
package dev.bootwitness.cli.training;

import org.jspecify.annotations.NullMarked;
