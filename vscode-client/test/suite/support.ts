import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TaipanApi } from '../../src/extension';
import type { PythonStandIn } from '../harness/extension';

export interface Test {
  readonly name: string;
  run(): Promise<void>;
}

/** The folder that is open. */
export const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

/** Waits until a condition gives something, which is returned; fails with what was seen last. */
export async function eventually<T>(
  what: string,
  condition: () => T | undefined | false | Thenable<T | undefined | false>,
  seen: () => unknown = () => '',
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const result = await condition();
    if (result !== undefined && result !== false) {
      return result;
    }
    assert(Date.now() < end, `${what}: did not happen; seen: ${JSON.stringify(seen())}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function taipan(): Promise<TaipanApi> {
  const extension = vscode.extensions.getExtension<TaipanApi>('taipan.taipan');
  assert(extension, 'the extension is installed');
  return await extension.activate();
}

export async function pythonExtension(): Promise<PythonStandIn> {
  return await vscode.extensions.getExtension<PythonStandIn>('ms-python.python')!.activate();
}

/** Shows a file of the workspace. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, name)));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Where a text begins in a document, or the place so many characters further. */
export function position(document: vscode.TextDocument, text: string, further = 0): vscode.Position {
  const at = document.getText().indexOf(text);
  assert(at >= 0, `${text} is in ${document.fileName}`);
  return document.positionAt(at + further);
}

/** The diagnostics whose range begins in the line of a text. */
export function diagnosticsAt(document: vscode.TextDocument, text: string): vscode.Diagnostic[] {
  const { line } = position(document, text);
  return vscode.languages.getDiagnostics(document.uri).filter((d) => d.range.start.line === line);
}

/** The name of a diagnostic's rule. */
export function rule(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** Replaces a text of a document, as typing does. */
export async function replace(document: vscode.TextDocument, text: string, by: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(position(document, text), position(document, text, text.length)),
    by,
  );
  assert(await vscode.workspace.applyEdit(edit));
}
