/**
 * The build's last step: the distribution, put together from jars and typeshed, with trained
 * caches.
 *
 * <p>In: the modules' jars, libraries, typeshed, the training project. Out: a folder that the
 * launcher runs. Nothing of this is part of the distribution.
 */
@NullMarked
package dev.taipan.dist;

import org.jspecify.annotations.NullMarked;
