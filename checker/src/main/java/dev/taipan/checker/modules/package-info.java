/**
 * Finds the file behind an import name.
 *
 * <p>In: import names, a Python environment found on disk, search paths. Out: files and what is
 * known of them without reading them ({@link dev.taipan.checker.modules.ResolvedModule}), in the
 * order of the typing specification's chapter on distributing type information. Must not know: what
 * is in the files, trees, types, diagnostics.
 *
 * <p>{@link dev.taipan.checker.modules.EnvironmentFinder} finds the environment, {@link
 * dev.taipan.checker.modules.SearchPaths} says where modules are looked for, {@link
 * dev.taipan.checker.modules.ModuleResolver} looks. What a lookup finds is a list of {@code
 * Layer}s: the places that contribute submodules to one package, best first. Everything else (stub
 * packages, partial stubs, namespace packages, editable installs, typeshed) is a kind of layer.
 */
@NullMarked
package dev.taipan.checker.modules;

import org.jspecify.annotations.NullMarked;
