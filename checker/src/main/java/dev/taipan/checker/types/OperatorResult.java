package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

public record OperatorResult(Type type, boolean isSupported, @Nullable String deprecated) {}
