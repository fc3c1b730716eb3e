package dev.taipan.checker.cli;

import dev.taipan.checker.project.Engine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run has to do with the world, so that tests can put another world in its place.
 *
 * @param workingDirectory absolute; relative paths start here
 * @param environment the environment variables
 * @param out where results go
 * @param err where everything else goes
 * @param outIsTerminal whether a person watches {@code out}
 * @param errIsTerminal whether a person watches {@code err}
 * @param typeshed the typeshed that comes with the checker, if it is where it should be
 * @param engine makes the checking engine
 */
record Surroundings(
    Path workingDirectory,
    Map<String, String> environment,
    Appendable out,
    Appendable err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Optional<Path> typeshed,
    Supplier<Engine> engine) {}
