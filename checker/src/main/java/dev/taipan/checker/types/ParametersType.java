package dev.taipan.checker.types;

/** The argument for a ParamSpec: a list of parameters, {@code ...}, or another ParamSpec. */
public record ParametersType(ParameterList parameters) implements Type {}
