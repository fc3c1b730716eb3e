package dev.taipan.checker.types;

/**
 * An attribute of a module, as code outside sees it.
 *
 * @param declared whether the module declares its type, or only assigns values
 * @param isFinal declared {@code Final}
 */
public record ModuleMember(Type type, boolean declared, boolean isFinal) {}
