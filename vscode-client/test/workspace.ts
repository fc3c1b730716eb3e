import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  'pyproject.toml': '[project]\nname = "demo"\nversion = "1"\n',
  'greeting.py': `def greet(name: str) -> str:
    """Says hello.

    Args:
        name: who is greeted
    """
    return "hello " + name


def farewell(name: str) -> str:
    return "goodbye " + name
`,
  'main.py': `import os

from greeting import greet

who = os.environ.get("USER", "")
size: int = greet(who)
`,
  'importing.py': 'farewe',
  'installed.py': 'import only_here\n',
  'broken.py': 'print(undefined_name)\n',
  'first/pyvenv.cfg': 'home = /usr/bin\nversion = 3.12.1\n',
  'first/lib/python3.12/site-packages/only_here/__init__.py': '',
  'first/lib/python3.12/site-packages/only_here/py.typed': '',
  'second/pyvenv.cfg': 'home = /usr/bin\nversion = 3.13.1\n',
  'second/lib/python3.13/site-packages/other/__init__.py': '',
};

/** Writes the project that the tests open. */
export function writeWorkspace(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  write(folder, files);
  for (const environment of ['first', 'second']) {
    write(folder, { [`${environment}/bin/python`]: '' });
  }
}

/** A project whose settings name a program of its own as the server. */
export function writeHostileWorkspace(folder: string): void {
  writeWorkspace(folder);
  const program = join(folder, 'evil/bin/taipan');
  write(folder, {
    'evil/bin/taipan': `#!/bin/sh\ntouch '${join(folder, 'evil/was-run')}'\n`,
    '.vscode/settings.json': JSON.stringify({ 'taipan.server.path': program }),
  });
}

function write(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: name.includes('/bin/') ? 0o755 : 0o644 });
  }
}
