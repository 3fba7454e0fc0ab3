/** JSON as a tree of records, read strictly and written in a stable order. */
@NullMarked
package dev.bootwitness.prenixos.json;

import org.jspecify.annotations.NullMarked;
