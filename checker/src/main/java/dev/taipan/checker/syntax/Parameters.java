package dev.taipan.checker.syntax;

import java.util.List;

/** The parameters of a function or lambda, in order. */
public final class Parameters extends Node {
  public final List<Parameter> all;

  Parameters(int id, int start, int end, List<Parameter> all) {
    super(id, start, end);
    this.all = all;
  }
}
