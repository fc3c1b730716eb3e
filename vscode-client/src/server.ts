import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findJava } from './java';
import type { ServerSettings } from './settings';

/** How a server is started. */
export interface ServerCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
  /** Where it comes from, for the user. */
  readonly origin: string;
}

/** A server, or why there is none. */
export type ServerChoice = ServerCommand | { readonly problem: string };

/** What decides which server is started. */
export interface ServerContext {
  readonly settings: ServerSettings;
  /** The Python environment of the first folder; empty if none is known. */
  readonly environment: string;
  /** Whether the workspace may say what is run. */
  readonly trusted: boolean;
  /** The folder of the server that comes with the extension. */
  readonly bundled: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** Chooses the server: the setting, the environment's own installation, the bundled one. */
export function findServer(context: ServerContext): ServerChoice {
  const { settings } = context;
  if (settings.path !== '') {
    return isFile(settings.path)
      ? launched(settings.path, 'the setting taipan.server.path', context)
      : { problem: `The setting taipan.server.path names ${settings.path}, which is not a file.` };
  }
  if (settings.source === 'environment' && context.trusted && context.environment !== '') {
    const installed = installedIn(context.environment);
    if (installed !== undefined) {
      return launched(installed, 'the Python environment', context);
    }
  }
  return bundledServer(context);
}

/** The launcher that is installed in an environment, which is given by its folder or interpreter. */
function installedIn(environment: string): string | undefined {
  const folder = isFile(environment) ? dirname(environment) : environment;
  return ['', 'bin', 'Scripts']
    .flatMap((below) => ['taipan', 'taipan.exe'].map((name) => join(folder, below, name)))
    .find(isFile);
}

/** A launcher finds its Java by itself; only what the settings say is passed on. */
function launched(launcher: string, origin: string, context: ServerContext): ServerCommand {
  const { javaHome } = context.settings;
  return {
    command: launcher,
    arguments: ['server'],
    variables: {
      ...context.variables,
      ...(javaHome === '' ? {} : { TAIPAN_JAVA_HOME: javaHome }),
      TAIPAN_JAVA_OPTS: [context.variables['TAIPAN_JAVA_OPTS'] ?? '', ...javaOptions(context.settings)]
        .join(' ')
        .trim(),
    },
    origin: `${launcher} (${origin})`,
  };
}

/** The bundled server runs without a shell, on every platform. */
function bundledServer(context: ServerContext): ServerChoice {
  const home = context.bundled;
  if (!existsSync(join(home, 'lib'))) {
    return {
      problem:
        'This build of the extension comes without a server. Name one in the setting taipan.server.path.',
    };
  }
  const java = findJava(context.settings.javaHome, join(home, 'jre'), context.variables);
  if ('problem' in java) {
    return java;
  }
  const jars = [home, join(home, 'lib')].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jar'))
      .sort()
      .map((name) => join(folder, name)),
  );
  const cache = join(home, 'server.aot');
  return {
    command: java.java,
    arguments: [
      // Standard output belongs to the protocol.
      '-Xlog:disable',
      '-Xlog:all=error,aot*=off,cds*=off:stderr',
      '-XX:-UsePerfData',
      `@${join(home, 'server.options')}`,
      // A cache that another Java made is left alone by the JVM.
      ...(existsSync(cache) ? [`-XX:AOTCache=${cache}`] : []),
      ...javaOptions(context.settings),
      `-Dtaipan.typeshed=${join(home, 'typeshed')}`,
      '-cp',
      jars.join(delimiter),
      'dev.taipan.server.Main',
    ],
    // As the launcher has it.
    variables: { MALLOC_ARENA_MAX: '2', ...context.variables },
    origin: `the one that comes with the extension, on ${java.java}`,
  };
}

function javaOptions(settings: ServerSettings): string[] {
  return [...(settings.memory > 0 ? [`-Xmx${settings.memory}m`] : []), ...settings.javaOptions];
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
