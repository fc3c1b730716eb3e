package dev.taipan.checker.types;

public record SubscriptResult(Type type) {}
