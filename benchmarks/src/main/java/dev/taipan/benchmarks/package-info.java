/** JMH benchmarks of the engine's parts; benchmarks/README.md says how to run them. */
@NullMarked
package dev.taipan.benchmarks;

import org.jspecify.annotations.NullMarked;
