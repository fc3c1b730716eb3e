/** The batch command line: arguments in, a run, an exit code out. */
@NullMarked
package dev.taipan.checker.cli;

import org.jspecify.annotations.NullMarked;
