package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.types.TypeVarType;
import org.jspecify.annotations.Nullable;

/** Decides which class, function or alias a type variable in a type expression belongs to. */
public interface TypeVariableBinder {
  /** The variable bound to its scope, itself if it may stay unbound; null if nothing binds it. */
  @Nullable TypeVarType bind(TypeVarType variable);

  /** Leaves every variable unbound: the value of an alias. */
  TypeVariableBinder UNBOUND = variable -> variable;

  /**
   * Takes no variable that still needs to be bound: the value of a {@code type} statement, where
   * only parameters in the new syntax are allowed, which are bound where they are declared.
   */
  TypeVariableBinder NEW_SYNTAX = variable -> null;
}
