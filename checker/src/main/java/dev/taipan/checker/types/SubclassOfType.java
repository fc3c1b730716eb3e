package dev.taipan.checker.types;

/**
 * {@code type[C]}: a class object that is {@code C} or a subclass.
 *
 * @param instance the type of the instances: a {@link NominalType}, {@link TupleType}, {@link
 *     TypeVarType} or {@link DynamicType}; unions are distributed before
 */
public record SubclassOfType(Type instance) implements Type {}
