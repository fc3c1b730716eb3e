package dev.taipan.checker.inference;

import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;

/** The Python that code is checked for. */
public record TargetPython(PythonVersion version, PythonPlatform platform) {}
