package dev.taipan.checker.types;

/**
 * The return type {@code TypeGuard[T]} or {@code TypeIs[T]}: a {@code bool} that narrows.
 *
 * @param exact true for {@code TypeIs}, which narrows both branches
 */
public record TypeGuardType(Type guarded, boolean exact) implements Type {}
