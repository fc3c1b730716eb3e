package dev.taipan.checker.types;

/** {@code TypeForm[T]}: a value that describes the type T or a subtype (PEP 747). */
public record TypeFormType(Type described) implements Type {}
