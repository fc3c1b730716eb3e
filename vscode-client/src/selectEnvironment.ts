import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Lets the user choose the environment for a folder of the workspace and keeps it in the folder's settings. */
export async function selectEnvironment(given?: string): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder =
    (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.workspace.workspaceFolders?.[0];
  const path = given ?? (await pick(folder));
  if (path === undefined) {
    return;
  }
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const target = !folder
    ? vscode.ConfigurationTarget.Global
    : several
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace
    .getConfiguration('taipan', folder)
    .update('python.environment', path === '' ? undefined : path, target);
}

/** What the user chooses: a path, empty to let Taipan find one, undefined to change nothing. */
async function pick(folder: vscode.WorkspaceFolder | undefined): Promise<string | undefined> {
  interface Choice extends vscode.QuickPickItem {
    readonly path: string | undefined;
  }
  const found = folder ? environmentsIn(folder.uri.fsPath) : [];
  const items: Choice[] = [
    {
      label: '$(search) Automatic',
      description: 'the one that the Python extension or Taipan finds',
      path: '',
    },
    ...found.map((path) => ({ label: path, path })),
    { label: '$(folder-opened) Choose a folder…', path: undefined },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    placeHolder: `The Python environment of ${folder?.name ?? 'files without a folder'}`,
  });
  if (!choice || choice.path !== undefined) {
    return choice?.path;
  }
  const chosen = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false });
  return chosen?.[0]?.fsPath;
}

/** The virtual environments directly in a folder. */
function environmentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'pyvenv.cfg')))
    .map((entry) => join(folder, entry.name));
}
