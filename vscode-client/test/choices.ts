import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findJava } from '../src/java';
import { findServer, type ServerContext } from '../src/server';

/** Which server and which Java are chosen; needs no editor. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taipan-choices-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text = ''): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A folder that looks like a Java of a version. */
function java(name: string, version: string): string {
  file(`${name}/bin/java`);
  return dirname(file(`${name}/release`, `IMPLEMENTOR="x"\nJAVA_VERSION="${version}"\n`));
}

/** What is there to choose from: a bundled server, and no Java but in the setting. */
function context(
  changes: Partial<ServerContext['settings']>,
  more: Partial<ServerContext> = {},
): ServerContext {
  file('bundled/taipan-server.jar');
  file('bundled/lib/library.jar');
  return {
    settings: {
      path: '',
      source: 'environment',
      memory: 0,
      javaOptions: [],
      javaHome: java('java-of-setting', '25.0.3'),
      ...changes,
    },
    environment: '',
    trusted: true,
    bundled: join(folder, 'bundled'),
    variables: {},
    ...more,
  };
}

test('the setting for Java comes first', () => {
  const setting = java('setting', '26');
  const found = findJava(setting, java('bundled', '25'), { JAVA_HOME: java('home', '25') });
  assert.deepEqual(found, { java: join(setting, 'bin/java') });
});

test('a setting that names an old Java is a mistake, not a reason to take another', () => {
  const found = findJava(java('setting', '17.0.1'), java('bundled', '25'), {});
  assert('problem' in found);
  assert.match(found.problem, /taipan\.java\.home names .*setting, which holds no Java 25/);
});

test('without a setting: the bundled runtime, JAVA_HOME, the PATH', () => {
  const bundled = java('bundled', '25');
  const home = java('home', '25.0.1');
  const program = join(java('installed', '27-ea'), 'bin/java');
  mkdirSync(join(folder, 'links'));
  symlinkSync(program, join(folder, 'links/java'));
  java('old', '21.0.2');
  const variables = { JAVA_HOME: home, PATH: `${join(folder, 'old/bin')}:relative:${join(folder, 'links')}` };
  assert.deepEqual(findJava('', bundled, variables), { java: join(bundled, 'bin/java') });
  assert.deepEqual(findJava('', '/nowhere', variables), { java: join(home, 'bin/java') });
  assert.deepEqual(findJava('', '', { ...variables, JAVA_HOME: '/nowhere' }), { java: program });
});

test('one message says what to do where there is no Java', () => {
  const found = findJava('', '', { JAVA_HOME: java('old', '21'), PATH: folder });
  assert('problem' in found);
  assert.match(found.problem, /Java 25 or newer.*taipan\.java\.home/s);
});

test('the setting for the server comes first', () => {
  const path = file('own/taipan');
  const environment = dirname(file('env/bin/taipan'));
  const found = findServer(context({ path, memory: 512 }, { environment }));
  assert('command' in found);
  assert.equal(found.command, path);
  assert.deepEqual(found.arguments, ['server']);
  assert.equal(found.variables['TAIPAN_JAVA_OPTS'], '-Xmx512m');
});

test('a setting that names no file is a mistake', () => {
  assert('problem' in findServer(context({ path: join(folder, 'nothing') })));
});

test('then the installation of the environment, given by folder or interpreter', () => {
  const launcher = file('env/bin/taipan');
  for (const environment of [join(folder, 'env'), file('env/bin/python')]) {
    const found = findServer(context({}, { environment }));
    assert('command' in found);
    assert.equal(found.command, launcher);
  }
});

test('but not if the setting or missing trust forbid it', () => {
  file('env/bin/taipan');
  const environment = join(folder, 'env');
  for (const found of [
    findServer(context({ source: 'bundled' }, { environment })),
    findServer(context({}, { environment, trusted: false })),
  ]) {
    assert('command' in found);
    assert.match(found.origin, /comes with the extension/);
  }
});

test('the bundled server is started without a shell, with its jars and options', () => {
  const found = findServer(context({ memory: 700, javaOptions: ['-Dx=y'] }));
  assert('command' in found);
  assert.equal(found.command, join(folder, 'java-of-setting/bin/java'));
  assert(found.arguments.includes(`@${folder}/bundled/server.options`));
  assert(found.arguments.includes('-Xmx700m'));
  assert(found.arguments.includes('-Dx=y'));
  assert(found.arguments.includes(`${folder}/bundled/taipan-server.jar:${folder}/bundled/lib/library.jar`));
  assert.equal(found.arguments.at(-1), 'dev.taipan.server.Main');
});

test('an extension without a server says so', () => {
  const found = findServer(context({}, { bundled: join(folder, 'none') }));
  assert('problem' in found);
  assert.match(found.problem, /comes without a server/);
});
