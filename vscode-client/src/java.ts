import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/** The oldest Java that the server runs on. */
export const oldestJava = 25;

/** A Java that can run the server, or why there is none. */
export type JavaChoice = { readonly java: string } | { readonly problem: string };

/**
 * Finds the Java for the server: the setting, the runtime beside the server, `JAVA_HOME`, the `PATH`.
 *
 * A setting that does not fit is a mistake of the user's, so nothing else is tried then.
 *
 * @param setting the folder of a Java, or empty
 * @param bundled the folder in which a runtime lies if one comes with the server
 */
export function findJava(setting: string, bundled: string, variables: NodeJS.ProcessEnv): JavaChoice {
  if (setting !== '') {
    return versionOf(setting) >= oldestJava
      ? { java: executable(setting) }
      : {
          problem: `The setting taipan.java.home names ${setting}, which holds no Java ${oldestJava} or newer.`,
        };
  }
  const home = [bundled, variables['JAVA_HOME'] ?? '', ...onPath(variables)].find(
    (candidate) => candidate !== '' && versionOf(candidate) >= oldestJava,
  );
  return home === undefined
    ? {
        problem:
          `Taipan runs on Java ${oldestJava} or newer, and there is none in JAVA_HOME or on the PATH. ` +
          'Install one, or name its folder in the setting taipan.java.home.',
      }
    : { java: executable(home) };
}

function executable(home: string): string {
  return join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
}

/** The major version of the Java in a folder, from its file `release`; 0 if there is none. */
function versionOf(home: string): number {
  try {
    const version = /^JAVA_VERSION="?(\d+)/m.exec(readFileSync(join(home, 'release'), 'utf8'));
    return version && existsSync(executable(home)) ? Number(version[1]) : 0;
  } catch {
    return 0;
  }
}

/** The homes of the `java` programs on the `PATH`, links followed. */
function onPath(variables: NodeJS.ProcessEnv): string[] {
  const homes: string[] = [];
  for (const folder of (variables['PATH'] ?? '').split(delimiter)) {
    const program = join(folder, process.platform === 'win32' ? 'java.exe' : 'java');
    // A relative folder would be looked up in the workspace.
    if (isAbsolute(folder) && existsSync(program)) {
      homes.push(dirname(dirname(realpathSync(program))));
    }
  }
  return homes;
}
