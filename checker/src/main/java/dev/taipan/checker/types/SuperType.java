package dev.taipan.checker.types;

/**
 * The value of {@code super(pivot, object)}: attribute lookup starts after {@code pivot} in the
 * object's MRO.
 *
 * @param object an instance, or a class object for class methods
 */
public record SuperType(ClassId pivot, Type object) implements Type {}
