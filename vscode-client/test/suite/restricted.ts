import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { diagnosticsAt, eventually, folder, open, taipan, type Test } from './support';

/** What holds in a workspace that the user does not trust. */
export const restrictedTests: readonly Test[] = [
  {
    name: 'the bundled server checks a workspace without trust',
    async run() {
      const document = await open('main.py');
      await eventually('the error is shown', () => diagnosticsAt(document, 'size: int').length === 1);
      assert.match((await taipan()).serverOrigin(), /comes with the extension/);
    },
  },
  {
    name: 'programs that the workspace names are not run',
    async run() {
      const settings = readFileSync(join(folder, '.vscode', 'settings.json'), 'utf8');
      assert(settings.includes(join(folder, 'evil', 'bin', 'taipan')));
      assert.equal(vscode.workspace.getConfiguration('taipan').get('server.path'), '');
      assert(!existsSync(join(folder, 'evil', 'was-run')));
    },
  },
];
