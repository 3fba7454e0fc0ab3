/** The catalogue of causes, and findings drafted from it. */
@NullMarked
package dev.bootwitness.diagnosis.catalogue;

import org.jspecify.annotations.NullMarked;
