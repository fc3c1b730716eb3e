package dev.taipan.checker.inference;

/**
 * An answer that was found by evaluating a region of its own.
 *
 * @param result the types of the region's nodes and what is wrong with it
 */
public record Evaluated<T>(T answer, RegionResult result) {}
