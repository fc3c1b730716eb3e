package dev.taipan.checker.types;

/** {@code P.args} or {@code P.kwargs}. */
public record ParamSpecPartType(TypeVarType paramSpec, boolean args) implements Type {}
