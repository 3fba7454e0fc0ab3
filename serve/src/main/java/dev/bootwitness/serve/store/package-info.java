/** The files of a project's records, without ways out of them. */
@NullMarked
package dev.bootwitness.serve.store;

import org.jspecify.annotations.NullMarked;
