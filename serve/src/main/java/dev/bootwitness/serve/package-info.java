/**
 * A project's runs, live and past, as pages for a browser. It starts with {@link
 * dev.bootwitness.serve.RunServer}.
 */
@NullMarked
package dev.bootwitness.serve;

import org.jspecify.annotations.NullMarked;
