// Packages the extension with the server that the build assembled into target/taipan-VERSION.vsix.
//
// With `--with-runtime` a Java runtime and AOT caches made by it go in too, so that users need no Java; such a
// package is for the platform that it was made on.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const withRuntime = process.argv.includes('--with-runtime');
const distribution = resolve('../dist/target/taipan');
const stage = resolve('target/extension');
const server = join(stage, 'server');

if (!existsSync(join(distribution, 'complete'))) {
  fail(
    'there is no server to package; build it first, with `mvn package -Dfast -DskipTests` in the checkout',
  );
}
rmSync(server, { recursive: true, force: true });
if (withRuntime) {
  const jdk = readFileSync(join(distribution, 'java-home'), 'utf8').trim();
  const runtime = resolve('target/jre');
  rmSync(runtime, { recursive: true, force: true });
  const modules = 'java.base,java.logging,jdk.unsupported';
  const options = ['--strip-debug', '--no-header-files', '--no-man-pages', '--generate-cds-archive'];
  run(join(jdk, 'bin/jlink'), '--add-modules', modules, ...options, '--output', runtime);
  // Caches fit only the runtime that made them. A build with -Dfast has its classes in a folder of their own.
  const classes = ['classes', 'classes-fast']
    .map((name) => resolve('../dist/target', name))
    .find((folder) => existsSync(join(folder, 'dev/taipan/dist/Assemble.class')));
  if (classes === undefined) {
    fail('the build left no classes of dist to assemble the server with; run it again');
  }
  const assemble = ['-cp', classes, 'dev.taipan.dist.Assemble', resolve('../dist')];
  const parts = [resolve('../dist/target/jars'), resolve('../typeshed-stubs/target/typeshed'), server];
  run(join(runtime, 'bin/java'), ...assemble, ...parts);
  for (const file of ['java-home', 'complete', 'check.aot', 'check.options']) {
    rmSync(join(server, file), { force: true });
  }
  cpSync(runtime, join(server, 'jre'), { recursive: true, preserveTimestamps: true });
} else {
  const left = /\.aot$|^java-home$|^complete$|^taipan$|^check\.options$/;
  for (const entry of readdirSync(distribution).filter((name) => !left.test(name))) {
    cpSync(join(distribution, entry), join(server, entry), { recursive: true, preserveTimestamps: true });
  }
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
for (const key of ['scripts', 'dependencies', 'devDependencies', 'prettier', 'private']) {
  delete manifest[key];
}
writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest, null, 2));
cpSync('README.md', join(stage, 'README.md'));
cpSync('pictures', join(stage, 'pictures'), { recursive: true });
cpSync('../LICENSE', join(stage, 'LICENSE.txt'));
rmSync(join(stage, 'extension.js.map'), { force: true });

for (const old of readdirSync('target').filter((name) => name.endsWith('.vsix'))) {
  rmSync(join('target', old));
}
const platform = withRuntime ? ['--target', `${process.platform}-${process.arch}`] : [];
const vsix = resolve(`target/taipan-${manifest.version}.vsix`);
// The search for secrets would take minutes for thousands of stubs, and they are public.
run(
  process.execPath,
  resolve('node_modules/@vscode/vsce/vsce'),
  ...['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
  ...['--allow-package-all-secrets', '--allow-package-env-file', ...platform, '--out', vsix],
);

function run(program, ...args) {
  const result = spawnSync(program, args, { cwd: stage, encoding: 'utf8' });
  if (result.status !== 0) {
    fail(`${program} failed:\n${result.error ?? ''}${result.stdout}${result.stderr}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
