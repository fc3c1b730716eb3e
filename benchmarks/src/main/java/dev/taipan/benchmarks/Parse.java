package dev.taipan.benchmarks;

import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Lexing and parsing a corpus on one thread: passes, and lines, a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseParallelGC", "-Xmx4g"})
public class Parse {
  /** The folder to read; there is no default. */
  @Param("")
  public String corpus = "";

  private Corpus read = new Corpus(List.of(), 0);

  /** Turns passes into lines. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counters {
    public long lines;
  }

  @Setup
  public void readCorpus() throws IOException {
    if (corpus.isEmpty()) {
      throw new IllegalArgumentException("name a folder of Python code: -p corpus=FOLDER");
    }
    read = Corpus.read(Path.of(corpus));
    System.out.printf("%d files, %d lines%n", read.texts().size(), read.lines());
  }

  @Benchmark
  public void pass(Counters counters, Blackhole results) {
    for (SourceText text : read.texts()) {
      results.consume(Parser.parse(text));
    }
    counters.lines += read.lines();
  }
}
