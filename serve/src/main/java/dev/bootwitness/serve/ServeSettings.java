package dev.bootwitness.serve;

import dev.bootwitness.serve.store.KnownFailures;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a server shows, and to whom.
 *
 * @param project the folder that holds {@code .bootwitness}
 * @param address where it listens; port 0 takes a free one
 * @param token whether a token is needed on loopback, too; anywhere else it always is
 * @param running whether the run of that record is going on
 * @param known reads the project's {@code known.yaml}
 * @param queue the project's task queue, which need not exist
 * @param environment of this process: it names the site that explains causes
 * @param troubles hears the path of a page that could not be made, and why
 */
public record ServeSettings(
    Path project,
    InetSocketAddress address,
    boolean token,
    Predicate<Path> running,
    Supplier<KnownFailures> known,
    Path queue,
    Map<String, String> environment,
    BiConsumer<String, Exception> troubles) {}
