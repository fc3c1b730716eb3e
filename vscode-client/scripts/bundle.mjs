// Bundles the extension and its tests into target/. What the tests' runner needs of playwright stays outside.
import { cpSync } from 'node:fs';
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node20', sourcemap: 'linked', logLevel: 'warning' };
await build({
  ...common,
  entryPoints: ['src/extension.ts'],
  outfile: 'target/extension/extension.js',
  format: 'cjs',
  external: ['vscode'],
  minify: true,
});
await build({
  ...common,
  entryPoints: ['test/harness/extension.ts', 'test/suite/index.ts'],
  outdir: 'target/test',
  outbase: 'test',
  format: 'cjs',
  external: ['vscode'],
});
await build({
  ...common,
  entryPoints: ['test/run.ts', 'test/choices.ts'],
  outdir: 'target/test',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  packages: 'external',
});
cpSync('test/harness/package.json', 'target/test/harness/package.json');
