@NullMarked
package dev.bootwitness.serve.page;

import org.jspecify.annotations.NullMarked;
