import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TestResult } from '../results';
import { restrictedTests } from './restricted';
import type { Test } from './support';
import { trustedTests } from './trusted';

/** What the editor calls in its extension host. The results go to the file that the runner reads. */
export async function run(): Promise<void> {
  const tests: readonly Test[] = vscode.workspace.isTrusted ? trustedTests : restrictedTests;
  const results: TestResult[] = [];
  for (const test of tests) {
    const start = Date.now();
    let failure: string | undefined;
    try {
      await test.run();
    } catch (error) {
      failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    results.push({ name: test.name, milliseconds: Date.now() - start, ...(failure ? { failure } : {}) });
    writeFileSync(process.env['TAIPAN_TEST_RESULTS']!, JSON.stringify(results));
  }
  if (results.some((result) => result.failure)) {
    throw new Error('a test failed');
  }
}
