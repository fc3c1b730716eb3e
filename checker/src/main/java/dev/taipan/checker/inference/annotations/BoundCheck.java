package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;

/**
 * A type argument that has to fit the bound or the constraints of its parameter.
 *
 * @param at the node of the argument
 * @param substitution what all parameters are replaced by, for bounds that mention others
 */
record BoundCheck(Node at, TypeVarType parameter, Type argument, Substitution substitution) {}
