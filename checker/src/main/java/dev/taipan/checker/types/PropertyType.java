package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * A {@code property} object.
 *
 * @param getter the function behind reading, not yet bound
 * @param setter null when the property cannot be set
 * @param deleter null when the property cannot be deleted
 */
public record PropertyType(Type getter, @Nullable Type setter, @Nullable Type deleter)
    implements Type {}
